/* SPDX-License-Identifier: Apache-2.0 */
/* interpret_call.h: part of the interpreter's loop: calls, returns, monitors, methods without bytecode. A
 * call is two instructions (opcodes.h). */

L_INVOKEVIRTUAL : SAVE;
if (!quicken_call(thread, frame, (struct instruction *)pc, INVOKE_VIRTUAL))
	goto unwind;
DISPATCH;
L_INVOKESPECIAL : SAVE;
if (!quicken_call(thread, frame, (struct instruction *)pc, INVOKE_SPECIAL))
	goto unwind;
DISPATCH;
L_INVOKEINTERFACE : SAVE;
if (!quicken_call(thread, frame, (struct instruction *)pc, INVOKE_INTERFACE))
	goto unwind;
DISPATCH;
L_INVOKESTATIC:
{
	SAVE;
	struct method *const target = quicken_static_call(thread, frame, (struct instruction *)pc);
	if (UNLIKELY(!target))
		goto unwind;
	CALL(target, r + pc->a);
}
L_INVOKEDYNAMIC : SAVE;
if (!quicken_dynamic(thread, frame, (struct instruction *)pc))
	goto unwind;
DISPATCH;

L_INVOKE_STATIC : CALL((struct method *)(uintptr_t)pc->u, r + pc->a);
L_INVOKE_CHECK_INDEX:
{
	const int32_t index = r[pc->a].i;
	if (UNLIKELY(index < 0 || index >= r[pc->a + 1].i))
		CALL((struct method *)(uintptr_t)pc->u, r + pc->a);
	r[pc->b].i = index;
	pc += 2;
	DISPATCH;
}
L_INVOKE_SPECIAL : if (UNLIKELY(!r[pc->a].o)) goto null_pointer;
CALL((struct method *)(uintptr_t)pc->u, r + pc->a);
L_INVOKE_CONSTRUCT:
{
	const struct object *const made = r[pc->a].o;
	if (UNLIKELY(!made))
		goto null_pointer;
	if (UNLIKELY(object_class(made)->has_finaliser))
		CALL((struct method *)(uintptr_t)pc->u, r + pc->a);
	pc += 2;
	DISPATCH;
}
L_INVOKE_VIRTUAL:
{
	const struct object *const receiver = r[pc->a].o;
	if (UNLIKELY(!receiver))
		goto null_pointer;
	CALL(object_class(receiver)->vtable[pc->u], r + pc->a);
}
L_INVOKE_INTERFACE:
{
	const struct object *const receiver = r[pc->a].o;
	if (UNLIKELY(!receiver))
		goto null_pointer;
	const uint64_t cached = __atomic_load_n(&pc[1].wide, __ATOMIC_RELAXED);
	struct method *target = (struct method *)(uintptr_t)(cached >> 32);
	if (UNLIKELY((uint32_t)cached != receiver->type)) {
		SAVE;
		target = select_interface_method(thread, frame, (struct instruction *)pc,
						 object_class(receiver));
		if (UNLIKELY(!target))
			goto unwind;
	}
	CALL(target, r + pc->a);
}
L_INVOKE_CHECKED:
{
	if (UNLIKELY(!r[pc->a].o))
		goto null_pointer;
	SAVE;
	struct method *const target = select_checked(thread, pc, object_class(r[pc->a].o));
	if (UNLIKELY(!target))
		goto unwind;
	CALL(target, r + pc->a);
}
L_INVOKE_CONSTANT : r[pc->b].o = ((const struct call_site *)(uintptr_t)pc->u)->constant;
pc += 2;
DISPATCH;
L_INVOKE_SITE:
{
	const struct call_site *const site = (const struct call_site *)(uintptr_t)pc->u;
	if (site->appendix)
		r[pc->a + pc[1].a].o = site->appendix;
	CALL(site->target, r + pc->a);
}
L_INVOKE_SELECT:
{
	SAVE;
	const struct call_site *const site = (const struct call_site *)(uintptr_t)pc->u;
	union slot *args = r + pc->a;
	if (UNLIKELY(!args->o))
		goto null_pointer;
	struct method *const target = site->select(thread, site, &args);
	if (LIKELY(target != NULL))
		CALL(target, args);
	THROW_IF_PENDING;
	if (site->appendix)
		r[pc->a + pc[1].a].o = site->appendix;
	CALL(site->target, r + pc->a);
}
L_INVOKE_HANDLE:
{
	SAVE;
	union slot *args = r + pc->a;
	struct method *const target =
		method_handle_target(thread, (struct method *)(uintptr_t)pc->u, &args, pc[1].a);
	if (UNLIKELY(!target))
		goto unwind;
	CALL(target, args);
}

L_RETURN_CONSTRUCTED : if (UNLIKELY(object_class(r[0].o)->has_finaliser))
{
	SAVE;
	if (!gc_register_finaliser(thread, r[0].o))
		goto unwind;
}
/* as RETURN */
L_RETURN : LEAVE;
pc += 2;
DISPATCH;
L_RETURN_VALUE:
{
	const union slot value = r[pc->a];
	LEAVE;
	r[pc->b] = value;
	pc += 2;
	DISPATCH;
}
L_RETURN_SYNCHRONIZED:
{
	SAVE;
	struct object *const locked = frame->locked;
	frame->locked = NULL;
	if (UNLIKELY(!monitor_exit(thread, locked)))
		goto unwind;
	LEAVE;
	pc += 2;
	DISPATCH;
}
L_RETURN_VALUE_SYNCHRONIZED:
{
	SAVE;
	struct object *const locked = frame->locked;
	frame->locked = NULL;
	if (UNLIKELY(!monitor_exit(thread, locked)))
		goto unwind;
	const union slot value = r[pc->a];
	LEAVE;
	r[pc->b] = value;
	pc += 2;
	DISPATCH;
}
/* The monitor of a synchronized method, while its arguments are as they came. */
#define METHOD_LOCK (frame->method->access & ACC_STATIC ? frame->method->owner->mirror : r[0].o)
L_ENTER_SYNCHRONIZED:
{
	SAVE;
	monitor_enter(thread, METHOD_LOCK);
	THROW_IF_PENDING;
	frame->locked = METHOD_LOCK;
	NEXT;
}
L_MONITORENTER : if (UNLIKELY(!r[pc->a].o)) goto null_pointer;
SAVE;
monitor_enter(thread, r[pc->a].o);
THROW_IF_PENDING;
NEXT;
L_MONITOREXIT : if (UNLIKELY(!r[pc->a].o)) goto null_pointer;
SAVE;
if (UNLIKELY(!monitor_exit(thread, r[pc->a].o)))
	goto unwind;
NEXT;
L_ATHROW : if (UNLIKELY(!r[pc->a].o)) goto null_pointer;
SAVE;
throw_object(thread, r[pc->a].o);
goto unwind;

L_NATIVE_SYNCHRONIZED:
{
	monitor_enter(thread, METHOD_LOCK);
	THROW_IF_PENDING;
	frame->locked = METHOD_LOCK;
	/* as NATIVE, and on the way out */
	__atomic_load_n(&frame->method->native, __ATOMIC_RELAXED)(thread, r);
	if (!thread->exception) {
		struct object *const lock = frame->locked;
		frame->locked = NULL;
		monitor_exit(thread, lock);
	}
	goto native_done;
}
L_NATIVE : __atomic_load_n(&frame->method->native, __ATOMIC_RELAXED)(thread, r);
native_done:
{
	THROW_IF_PENDING;
	const union slot value = r[0];
	const bool has_result = frame->method->result != KIND_VOID;
	LEAVE;
	if (has_result)
		r[pc->b] = value;
	/* At the call the collector does not look where the result is: the frame stands behind it, but throws
	 * from it. */
	pc += 2;
	if (UNLIKELY(atomic_load_explicit(&thread->poll, memory_order_relaxed))) {
		SAVE;
		thread_safepoint(thread);
		if (UNLIKELY(thread->exception)) {
			frame->pc = pc - 2;
			goto unwind;
		}
	}
	DISPATCH;
}
#undef METHOD_LOCK
L_ABSTRACT : throw_abstract(thread, frame);
goto unwind;
L_EXIT : return;
