/* SPDX-License-Identifier: Apache-2.0 */
/* Where SYSCALL goes. Caller and kernel are both in ring 0, so the way back is a jump, not SYSRET.
 *
 * Kept: every register but RAX, RCX and R11, as musl's inline assembly counts on. The caller's stack, red zone and
 * all, is not touched: the call runs on the thread's own system call stack. FMASK has turned interrupts off until
 * that is in place.
 */
#define CPU_SYSCALL_STACK 16 /* struct cpu, arch/x86_64/cpu.h */
#define CPU_CALLER_STACK  24

	.text
	.globl syscall_entry
syscall_entry:
	movq %rsp, %gs:CPU_CALLER_STACK
	movq %gs:CPU_SYSCALL_STACK, %rsp
	pushq %gs:CPU_CALLER_STACK
	pushq %r11
	pushq %rcx
	pushq %rax
	pushq %r9
	pushq %r8
	pushq %r10
	pushq %rdx
	pushq %rsi
	pushq %rdi
	movq %rsp, %rdi
	call syscall_dispatch
	cli
syscall_return:
	movq %rax, 48(%rsp)
	popq %rdi
	popq %rsi
	popq %rdx
	popq %r10
	popq %r8
	popq %r9
	popq %rax
	popq %rcx
	popq %r11
	popq %rsp
	sti
	jmp *%rcx

/* Where a thread made by clone begins: its system call stack holds a frame that returns to the caller of clone,
 * on the new stack, with the result 0. */
	.globl clone_begin
clone_begin:
	call sched_switched
	cli
	xorl %eax, %eax
	jmp syscall_return
