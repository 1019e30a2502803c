/* SPDX-License-Identifier: Apache-2.0 */
/* The crash report: why, where, how it got there, and what every thread was doing; then the end.
 *
 * Rule: nothing here allocates, takes a lock or reads memory that it has not checked.
 */
#include <stdarg.h>
#include <stdint.h>

#include "abi/boot_abi.h"
#include "abi/symbols_abi.h"
#include "base/format.h"
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/sched.h"

#define LINE_BYTES      256
#define BACKTRACE_DEPTH 24

bool verbose;

static void log_arguments(const char *prefix, const char *format, va_list arguments)
{
	char line[LINE_BYTES];
	size_t length = 0;

	while (*prefix)
		line[length++] = *prefix++;
	length += format_text(line + length, sizeof(line) - length - 1, format, arguments);
	line[length++] = '\n';
	platform->console_write(line, length);
}

void log_line(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	log_arguments("", format, arguments);
	va_end(arguments);
}

static void print_address(int depth, uint64_t address)
{
	const struct symbol *found = NULL;

	for (uint32_t i = 0; i < symbol_count && symbols[i].address <= address; i++)
		found = &symbols[i];
	if (found)
		log_line("#%-2d %016lx %s+0x%lx", depth, address, found->name, address - found->address);
	else
		log_line("#%-2d %016lx", depth, address);
}

static bool in_text(uint64_t address)
{
	return address >= (uintptr_t)image_text_start && address < (uintptr_t)image_text_end;
}

/* Follows frame pointers. Code without them (musl's) leaves gaps; an implausible frame ends the walk. */
static void print_backtrace(uint64_t address, uint64_t frame)
{
	int depth = 0;

	print_address(depth++, address);
	while (depth < BACKTRACE_DEPTH && frame && !(frame & 7) && memory_readable(frame) &&
	       memory_readable(frame + 15)) {
		const uint64_t *words = (const uint64_t *)frame;
		if (!in_text(words[1]))
			break;
		print_address(depth++, words[1]);
		if (words[0] <= frame)
			break;
		frame = words[0];
	}
}

static noreturn void end_report(uint64_t address, uint64_t frame)
{
	print_backtrace(address, frame);
	sched_print_threads();
	log_line("%s", BOOT_CRASH_END);
	platform->shutdown(BOOT_EXIT_CRASH);
}

/* A panic inside a panic says so and no more. */
static void begin_report(void)
{
	static bool in_panic;

	interrupts_off();
	if (in_panic) {
		log_line("stardust: another crash while this one was reported");
		platform->shutdown(BOOT_EXIT_CRASH);
	}
	in_panic = true;
}

noreturn void panic(const char *format, ...)
{
	va_list arguments;

	begin_report();
	va_start(arguments, format);
	log_arguments(BOOT_CRASH_BEGIN, format, arguments);
	va_end(arguments);
	end_report((uintptr_t)__builtin_return_address(0), (uintptr_t)__builtin_frame_address(0));
}

/* musl's object with this function also holds what makes the canary random; only a reference brings it in. */
void __real___stack_chk_fail(void);
extern void (*const stack_protector)(void);
void (*const stack_protector)(void) = __real___stack_chk_fail;

noreturn void __wrap___stack_chk_fail(void)
{
	panic("a function's stack frame was overrun");
}

static const char *exception_name(uint64_t vector)
{
	static const char *const names[] = {
		"division error",
		"debug",
		"NMI",
		"a check of the C library failed (its heap is corrupted), or a breakpoint",
		"overflow",
		"bound range exceeded",
		"invalid opcode",
		"device not available",
		"double fault",
		"coprocessor overrun",
		"invalid TSS",
		"segment not present",
		"stack segment fault",
		"general protection fault",
		"page fault",
		"reserved",
		"x87 error",
		"alignment check",
		"machine check",
		"SIMD error",
	};

	return vector < sizeof(names) / sizeof(names[0]) ? names[vector] : "exception";
}

static void print_page_fault(const struct interrupt_frame *frame, uint64_t address)
{
	const char *what = frame->error & 16 ? "execution of" : frame->error & 2 ? "write to" : "read of";
	const char *why = "not mapped";

	if (address < PAGE_BYTES)
		why = "in page zero: a null pointer";
	else if (frame->error & 1)
		why = frame->error & 16 ? "not executable" : "read-only";
	else if (frame->rsp - address + PAGE_BYTES < 2 * PAGE_BYTES)
		why = "the guard page below a stack: the stack overflowed";
	log_line(BOOT_CRASH_BEGIN "page fault: %s %016lx, which is %s", what, address, why);
}

noreturn void panic_exception(const struct interrupt_frame *frame)
{
	uint64_t address = cpu_cr2();

	begin_report();
	if (frame->vector == VECTOR_PAGE_FAULT)
		print_page_fault(frame, address);
	else
		log_line(BOOT_CRASH_BEGIN "%s, error code %lx", exception_name(frame->vector), frame->error);
	log_line("rip %016lx rsp %016lx rbp %016lx flags %08lx", frame->rip, frame->rsp, frame->rbp,
		 frame->rflags);
	log_line("rax %016lx rbx %016lx rcx %016lx rdx %016lx", frame->rax, frame->rbx, frame->rcx,
		 frame->rdx);
	log_line("rsi %016lx rdi %016lx r8  %016lx r9  %016lx", frame->rsi, frame->rdi, frame->r8, frame->r9);
	log_line("r10 %016lx r11 %016lx r12 %016lx r13 %016lx", frame->r10, frame->r11, frame->r12,
		 frame->r13);
	log_line("r14 %016lx r15 %016lx cr2 %016lx", frame->r14, frame->r15, address);
	end_report(frame->rip, frame->rbp);
}
