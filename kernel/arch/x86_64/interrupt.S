/* SPDX-License-Identifier: Apache-2.0 */
/* Entry stubs: each pushes what the processor did not (an error code of 0 and the vector), then all registers in
 * the order of struct interrupt_frame. SIMD registers are left alone: no kernel code uses them, and a switch
 * of threads saves them (sched/switch.c).
 */
	.text
	/* STI takes effect after the instruction that follows it, so that no interrupt should come between it and HLT
	 * and find nobody to wake. QEMU's emulation of Xen's guests lets one through; interrupt_dispatch then sends it
	 * past the HLT. */
	.globl cpu_halt, cpu_halt_instruction
cpu_halt:
	sti
cpu_halt_instruction:
	hlt
	cli
	ret

	.balign 16
	.globl interrupt_stubs
interrupt_stubs:
	.set vector, 0
	.rept 112
	.balign 16
	/* Exceptions 8, 10 to 14, 17, 21, 29 and 30 come with an error code. */
	.if !(vector == 8 || (vector >= 10 && vector <= 14) || vector == 17 || vector == 21 || vector == 29 || vector == 30)
	pushq $0
	.endif
	pushq $vector
	jmp common
	.set vector, vector + 1
	.endr

common:
	pushq %rax
	pushq %rcx
	pushq %rdx
	pushq %rbx
	pushq %rbp
	pushq %rsi
	pushq %rdi
	pushq %r8
	pushq %r9
	pushq %r10
	pushq %r11
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	cld
	movq %rsp, %rdi
	call interrupt_dispatch
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %r11
	popq %r10
	popq %r9
	popq %r8
	popq %rdi
	popq %rsi
	popq %rbp
	popq %rbx
	popq %rdx
	popq %rcx
	popq %rax
	addq $16, %rsp
	iretq
