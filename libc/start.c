/* SPDX-License-Identifier: Apache-2.0 */
/* The first stack of a program, as the System V ABI for x86-64 (3.4.1) and musl's __libc_start_main expect
 * it: arguments, environment, auxiliary vector; and the jump into musl.
 */
#include <elf.h>
#include <string.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/boot/boot.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "libc/random.h"
#include "libc/start.h"
#include "libc/syscall.h"

#define STACK_PAGES      16
#define STACK_PAGES_LESS 4 /* in a domain of little memory */
#define WORDS_MAX        64
#define RANDOM_BYTES     16

int main(int argc, char **argv, char **envp);
int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
		      void (*fini)(void), void (*ldso)(void));

/* The initial thread-local data, from image.ld. */
extern const char image_tls_start[], image_tls_data_end[], image_tls_end[], image_tls_align[];

/* musl looks for the thread-local segment in the program headers, which are not loaded: this stands for them.
 */
static Elf64_Phdr tls_header;

static void describe_tls(void)
{
	tls_header = (Elf64_Phdr){
		.p_type = PT_TLS,
		.p_vaddr = (uintptr_t)image_tls_start,
		.p_filesz = (uintptr_t)image_tls_data_end - (uintptr_t)image_tls_start,
		.p_memsz = (uintptr_t)image_tls_end - (uintptr_t)image_tls_start,
		.p_align = (uintptr_t)image_tls_align,
	};
}

static noreturn void enter(long *words)
{
	interrupt_guard_stacks();
	__libc_start_main(main, (int)words[0], (char **)&words[1], NULL, NULL, NULL);
	panic("musl's start code returned");
}

noreturn void service_start(void)
{
	size_t pages = page_free_count() > 4 * STACK_PAGES ? STACK_PAGES : STACK_PAGES_LESS;
	char *stack = page_alloc(pages);

	if (!stack || !memory_protect(stack, PAGE_BYTES, MEMORY_NONE))
		panic("no memory for the first stack");

	char *top = stack + pages * PAGE_BYTES - RANDOM_BYTES;
	random_bytes(top, RANDOM_BYTES);
	long *words = (long *)top - WORDS_MAX;
	long *at = words;

	*at++ = 1 + boot.argument_count;
	*at++ = (long)boot.name;
	for (int i = 0; i < boot.argument_count; i++)
		*at++ = (long)boot.arguments[i];
	*at++ = 0;
	*at++ = 0; /* no environment */
	const long vector[] = { AT_PAGESZ, PAGE_BYTES,         AT_RANDOM, (long)top,
				AT_PHDR,   (long)&tls_header,  AT_PHNUM,  1,
				AT_PHENT,  sizeof(Elf64_Phdr), AT_NULL,   0 };
	memcpy(at, vector, sizeof(vector));

	describe_tls();
	syscall_init();
	__asm__ volatile("mov %0, %%rsp; xor %%ebp, %%ebp; call *%2; ud2" ::"r"(words), "D"(words), "r"(enter)
			 : "memory");
	__builtin_unreachable();
}
