/* SPDX-License-Identifier: Apache-2.0 */
/* From the PVH entry to C.
 *
 * Entered as xen/arch-x86/hvm/start_info.h says: 32-bit protected mode, paging off, flat segments, EBX the
 * physical address of a struct hvm_start_info. Leaves with long mode on, the first GiB mapped one to one and
 * W^X in force: the image's text executable and read-only, its constants read-only, all else writable and not
 * executable. memory/ extends the map to the rest of RAM later. Page zero goes away when boot.c has read what
 * firmware left in it.
 *
 * Invariant: from the moment paging is on there is no page that is both writable and executable.
 */
#define PAGE_PRESENT 0x001
#define PAGE_WRITE   0x002
#define PAGE_LARGE   0x080
#define PAGE_NX_HIGH 0x80000000 /* bit 63, in the high half of an entry */

#define CR0_PE 0x00000001
#define CR0_MP 0x00000002
#define CR0_NE 0x00000020
#define CR0_WP 0x00010000
#define CR0_PG 0x80000000
#define CR4_PAE        0x020
#define CR4_OSFXSR     0x200
#define CR4_OSXMMEXCPT 0x400
#define MSR_EFER 0xc0000080
#define MSR_FS_BASE 0xc0000100
#define EFER_SCE 0x001
#define EFER_LME 0x100
#define EFER_NXE 0x800

#define XEN_ELFNOTE_PHYS32_ENTRY 18

	.section .note.Xen, "a", @note
	.balign 4
	.long 4, 8, XEN_ELFNOTE_PHYS32_ENTRY
	.asciz "Xen"
	.quad boot_entry32

	.section .text.boot, "ax", @progbits
	.code32
	.globl boot_entry32
boot_entry32:
	cld
	movl $boot_stack_end, %esp
	rdtsc

	/* What the file does not hold is zero when a loader is done, but QEMU's firmware runs after the loader, and in
	 * a small machine it works where the image ends. */
	movl $CR4_PAE + CR4_OSFXSR + CR4_OSXMMEXCPT, %ecx
	movl %ecx, %cr4
	xorps %xmm0, %xmm0
	movl $image_zero_start, %edi
0:	movaps %xmm0, (%edi)
	movaps %xmm0, 16(%edi)
	movaps %xmm0, 32(%edi)
	movaps %xmm0, 48(%edi)
	addl $64, %edi
	cmpl $image_zero_end, %edi
	jb 0b

	/* The time stamp counter at entry: what boot costs is measured from here. */
	movl %eax, boot_entry_tsc
	movl %edx, boot_entry_tsc + 4

	/* Top levels: one entry each. */
	movl $boot_pdpt + PAGE_PRESENT + PAGE_WRITE, boot_pml4
	movl $boot_pd + PAGE_PRESENT + PAGE_WRITE, boot_pdpt

	/* The first GiB in 2 MiB pages, writable, not executable. */
	movl $boot_pd, %edi
	movl $PAGE_PRESENT + PAGE_WRITE + PAGE_LARGE, %eax
	movl $512, %ecx
1:	movl %eax, (%edi)
	movl $PAGE_NX_HIGH, 4(%edi)
	addl $0x200000, %eax
	addl $8, %edi
	decl %ecx
	jnz 1b

	/* Where the image lies, 4 KiB pages instead: first all writable … */
	movl $boot_tables, %edi
	movl $boot_pd, %edx
	movl $PAGE_PRESENT + PAGE_WRITE, %eax
2:	leal PAGE_PRESENT + PAGE_WRITE(%edi), %esi
	movl %esi, (%edx)
	movl $0, 4(%edx)
	addl $8, %edx
	movl $512, %ecx
3:	movl %eax, (%edi)
	movl $PAGE_NX_HIGH, 4(%edi)
	addl $4096, %eax
	addl $8, %edi
	decl %ecx
	jnz 3b
	cmpl $image_end, %eax
	jb 2b

	/* … then text read-only and executable, constants read-only. */
	movl $image_text_start, %eax
4:	movl %eax, %edi
	shrl $9, %edi
	andl $~PAGE_WRITE, boot_tables(%edi)
	cmpl $image_text_end, %eax
	jae 5f
	movl $0, boot_tables + 4(%edi)
5:	addl $4096, %eax
	cmpl $image_rodata_end, %eax
	jb 4b

	movl $boot_pml4, %eax
	movl %eax, %cr3
	movl $MSR_EFER, %ecx
	movl $EFER_SCE + EFER_LME + EFER_NXE, %eax
	xorl %edx, %edx
	wrmsr
	movl $CR0_PE + CR0_MP + CR0_NE + CR0_WP + CR0_PG, %eax
	movl %eax, %cr0
	lgdt boot_gdt_pointer
	ljmp $0x08, $boot_entry64

	.code64
boot_entry64:
	movl $0x10, %eax
	movl %eax, %ds
	movl %eax, %es
	movl %eax, %ss
	xorl %eax, %eax
	movl %eax, %fs
	movl %eax, %gs
	/* Until musl sets up thread-local storage, the stack protector's canary is this one. */
	movl $MSR_FS_BASE, %ecx
	movl $boot_tls, %eax
	xorl %edx, %edx
	wrmsr
	movl $boot_stack_end, %esp
	movl %ebx, %edi
	xorl %ebp, %ebp
	call boot_main
	ud2

	.section .rodata.boot, "a", @progbits
	.balign 8
boot_gdt:
	.quad 0
	.quad 0x00af9b000000ffff /* 0x08: code, 64-bit, ring 0, accessed */
	.quad 0x00cf93000000ffff /* 0x10: data, ring 0, accessed */
boot_gdt_pointer:
	.word boot_gdt_pointer - boot_gdt - 1
	.long boot_gdt

	.section .bss.boot, "aw", @nobits
	.balign 4096
	.globl boot_pml4, boot_pdpt
boot_pml4:
	.skip 4096
boot_pdpt:
	.skip 4096
boot_tls:
	.skip 64
	.globl boot_entry_tsc
boot_entry_tsc:
	.skip 8

	/* Not zeroed: all of it is written before it is read. */
	.section .boot_tables, "aw", @nobits
	.balign 4096
	.globl boot_pd
boot_pd:
	.skip 4096
	/* The stack that boot runs on. When it is done with it, the lowest page and the highest become the guards
	 * below the stack for double faults and that for exceptions (arch/x86_64/interrupt.c). */
	.globl double_fault_guard, double_fault_stack_end, exception_guard, boot_stack_end, exception_stack_end
double_fault_guard:
	.skip 4096
	.skip 4096
double_fault_stack_end:
exception_guard:
	.skip 4096
boot_stack_end:
	.skip 4096
exception_stack_end:
