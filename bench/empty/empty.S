/* SPDX-License-Identifier: Apache-2.0 */
/* The least that QEMU boots by the PVH note: writes a line to the serial port and ends. What any start is compared with. */
	.section .note.Xen, "a", @note
	.balign 4
	.long 4, 8, 18
	.asciz "Xen"
	.quad start

	.section .text, "ax", @progbits
	.code32
	.globl start
start:
	movl $line, %esi
1:	lodsb
	testb %al, %al
	jz 2f
	movb %al, %bl
	movw $0x3fd, %dx
3:	inb %dx, %al
	testb $0x20, %al
	jz 3b
	movb %bl, %al
	movw $0x3f8, %dx
	outb %al, %dx
	jmp 1b
2:	movw $0xf4, %dx
	xorl %eax, %eax
	outl %eax, %dx
	hlt
line:
	.asciz "hello\n"
