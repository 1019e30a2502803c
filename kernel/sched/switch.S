/* SPDX-License-Identifier: Apache-2.0 */
/* void switch_stacks(struct thread *from, struct thread *to): saves what the C calling convention keeps and
 * the stack pointer in `from`, takes those of `to`, and returns on its stack. SIMD state and FS base are
 * changed by the caller (sched.c).
 */
	.text
	.globl switch_stacks
switch_stacks:
	pushq %rbx
	pushq %rbp
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, (%rdi)
	movq (%rsi), %rsp
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbp
	popq %rbx
	ret
