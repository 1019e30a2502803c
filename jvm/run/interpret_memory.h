/* SPDX-License-Identifier: Apache-2.0 */
/* interpret_memory.h: part of the interpreter's loop: arrays, fields, constants, new objects, type tests. */

/* The array in r[b], checked against null, and the index in r[c], against its bounds. */
#define ELEMENT(type)                                                                                        \
	struct array *const array = (struct array *)r[pc->b].o;                                              \
	const int32_t index = r[pc->c].i;                                                                    \
	if (UNLIKELY(!array))                                                                                \
		goto null_pointer;                                                                           \
	if (UNLIKELY((uint32_t)index >= (uint32_t)array->length))                                            \
		goto index_out_of_bounds;                                                                    \
	type *const element = (type *)array->data + index
#define LOAD(name, type, member)                                                                             \
	L_##name:                                                                                            \
	{                                                                                                    \
		ELEMENT(type);                                                                               \
		r[pc->a].member = *element;                                                                  \
		NEXT;                                                                                        \
	}
LOAD(IALOAD, int32_t, i)
LOAD(LALOAD, int64_t, l)
LOAD(BALOAD, int8_t, i)
LOAD(CALOAD, uint16_t, i)
LOAD(SALOAD, int16_t, i)
LOAD(AALOAD, reference, raw)
#undef LOAD
#define STORE(name, type, member)                                                                            \
	L_##name:                                                                                            \
	{                                                                                                    \
		ELEMENT(type);                                                                               \
		*element = (type)r[pc->a].member;                                                            \
		NEXT;                                                                                        \
	}
STORE(IASTORE, int32_t, i)
STORE(LASTORE, int64_t, l)
STORE(CASTORE, uint16_t, i)
#undef STORE
L_BASTORE:
{
	ELEMENT(int8_t);
	*element = (int8_t)(object_class(&array->header) == vm.primitive_array[KIND_BOOLEAN] ? r[pc->a].i & 1
											     : r[pc->a].i);
	NEXT;
}
L_AASTORE:
{
	ELEMENT(reference);
	struct object *const value = r[pc->a].o;
	const struct class *const wanted = object_class(&array->header)->element;
	if (LIKELY(!value || class_is_subclass_fast(object_class(value), wanted))) {
		reference_store(element, value);
		NEXT;
	}
	if (UNLIKELY(!class_is_subclass_slow(object_class(value), wanted))) {
		SAVE;
		throw_array_store(thread, r[pc->a].o);
		goto unwind;
	}
	array_set((struct array *)r[pc->b].o, r[pc->c].i, r[pc->a].o);
	NEXT;
}
L_ARRAYLENGTH:
{
	const struct array *const array = (struct array *)r[pc->b].o;
	if (UNLIKELY(!array))
		goto null_pointer;
	r[pc->a].i = array->length;
	NEXT;
}
index_out_of_bounds : SAVE;
throw_new(thread, "java/lang/ArrayIndexOutOfBoundsException", "Index %d out of bounds for length %d",
	  r[pc->c].i, ((struct array *)r[pc->b].o)->length);
goto unwind;

L_GETFIELD : SAVE;
if (!quicken_field(thread, frame, (struct instruction *)pc, false, false))
	goto unwind;
DISPATCH;
L_PUTFIELD : SAVE;
if (!quicken_field(thread, frame, (struct instruction *)pc, false, true))
	goto unwind;
DISPATCH;
#define GET(name, type, member)                                                                              \
	L_GETFIELD_##name:                                                                                   \
	{                                                                                                    \
		struct object *const object = r[pc->b].o;                                                    \
		if (UNLIKELY(!object))                                                                       \
			goto null_pointer;                                                                   \
		r[pc->a].member = FIELD(object, pc->u, type);                                                \
		NEXT;                                                                                        \
	}                                                                                                    \
	L_GETSTATIC_##name : r[pc->a].member = *(type *)(uintptr_t)pc->u;                                    \
	NEXT;
GET(Z, uint8_t, i)
GET(B, int8_t, i)
GET(C, uint16_t, i)
GET(S, int16_t, i)
GET(I, int32_t, i)
GET(L, int64_t, l)
GET(A, reference, raw)
#undef GET
#define PUT(name, type, expression)                                                                          \
	L_PUTFIELD_##name:                                                                                   \
	{                                                                                                    \
		struct object *const object = r[pc->b].o;                                                    \
		if (UNLIKELY(!object))                                                                       \
			goto null_pointer;                                                                   \
		FIELD(object, pc->u, type) = (type)(expression);                                             \
		NEXT;                                                                                        \
	}                                                                                                    \
	L_PUTSTATIC_##name : *(type *)(uintptr_t)pc->u = (type)(expression);                                 \
	NEXT;
PUT(Z, uint8_t, r[pc->a].i & 1)
PUT(B, int8_t, r[pc->a].i)
PUT(S, int16_t, r[pc->a].i)
PUT(I, int32_t, r[pc->a].i)
PUT(L, int64_t, r[pc->a].l)
PUT(A, reference, r[pc->a].raw)
#undef PUT
L_GETFIELD_VOLATILE:
{
	struct object *const object = r[pc->b].o;
	if (UNLIKELY(!object))
		goto null_pointer;
	r[pc->a] = field_read_volatile((uint8_t *)object + pc->u, pc->kind);
	NEXT;
}
L_PUTFIELD_VOLATILE:
{
	struct object *const object = r[pc->b].o;
	if (UNLIKELY(!object))
		goto null_pointer;
	field_write_volatile((uint8_t *)object + pc->u, pc->kind, r[pc->a]);
	NEXT;
}
/* While its class is being initialised by this thread a static field is reached, but the instruction stays
 * general. */
L_GETSTATIC:
{
	SAVE;
	void *const at = quicken_field(thread, frame, (struct instruction *)pc, true, false);
	if (UNLIKELY(!at))
		goto unwind;
	r[pc->a] = field_read_volatile(at, pc->kind);
	NEXT;
}
L_PUTSTATIC:
{
	SAVE;
	void *const at = quicken_field(thread, frame, (struct instruction *)pc, true, true);
	if (UNLIKELY(!at))
		goto unwind;
	field_write_volatile(at, pc->kind, r[pc->a]);
	NEXT;
}
L_GETSTATIC_VOLATILE : r[pc->a] = field_read_volatile((void *)(uintptr_t)pc->u, pc->kind);
NEXT;
L_PUTSTATIC_VOLATILE : field_write_volatile((void *)(uintptr_t)pc->u, pc->kind, r[pc->a]);
NEXT;

L_LDC : SAVE;
if (!quicken_constant(thread, frame, (struct instruction *)pc, &r[pc->a]))
	goto unwind;
NEXT;
L_LDC_QUICK : r[pc->a].o =
	array_get(race_consume(&((struct pool *)(uintptr_t)pc->u)->resolved_objects), pc->index);
NEXT;

L_LDC_MIRROR : r[pc->a].raw = pc->u;
NEXT;

L_NEW:
{
	SAVE;
	struct class *const class = quicken_new(thread, frame, (struct instruction *)pc);
	if (UNLIKELY(!class))
		goto unwind;
	struct object *const made = gc_new(thread, class);
	if (UNLIKELY(!made))
		goto unwind;
	r[pc->a].o = made;
	NEXT;
}
L_NEW_QUICK:
{
	SAVE;
	struct object *const made = gc_new_fast(thread, (struct class *)(uintptr_t)pc->u);
	if (UNLIKELY(!made))
		goto unwind;
	r[pc->a].o = made;
	NEXT;
}
L_ANEWARRAY : SAVE;
if (!quicken_class(thread, frame, (struct instruction *)pc, OP_ANEWARRAY_QUICK))
	goto unwind;
DISPATCH;
L_NEWARRAY : L_ANEWARRAY_QUICK:
{
	SAVE;
	struct array *const made = gc_new_array(thread, (struct class *)(uintptr_t)pc->u, r[pc->b].i);
	if (UNLIKELY(!made))
		goto unwind;
	r[pc->a].o = &made->header;
	NEXT;
}
L_MULTIANEWARRAY:
{
	SAVE;
	struct object *const made = new_multi_array(thread, frame, pc, &r[pc->b]);
	if (UNLIKELY(!made))
		goto unwind;
	r[pc->a].o = made;
	NEXT;
}
L_CHECKCAST : if (!r[pc->a].o) NEXT;
SAVE;
if (!quicken_class(thread, frame, (struct instruction *)pc, OP_CHECKCAST_QUICK))
	goto unwind;
DISPATCH;
L_CHECKCAST_QUICK:
{
	struct object *const object = r[pc->a].o;
	const struct class *const wanted = (struct class *)(uintptr_t)pc->u;
	if (object && UNLIKELY(!class_is_subclass(object_class(object), wanted))) {
		SAVE;
		throw_class_cast(thread, r[pc->a].o, wanted);
		goto unwind;
	}
	NEXT;
}
L_INSTANCEOF : if (!r[pc->b].o)
{
	r[pc->a].i = 0;
	NEXT;
}
SAVE;
if (!quicken_class(thread, frame, (struct instruction *)pc, OP_INSTANCEOF_QUICK))
	goto unwind;
DISPATCH;
L_INSTANCEOF_QUICK:
{
	struct object *const object = r[pc->b].o;
	r[pc->a].i = object && class_is_subclass(object_class(object), (struct class *)(uintptr_t)pc->u);
	NEXT;
}
#undef ELEMENT
