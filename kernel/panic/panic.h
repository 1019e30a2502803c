/* SPDX-License-Identifier: Apache-2.0 */
/* How the kernel speaks and how it dies. */
#ifndef KERNEL_PANIC_H
#define KERNEL_PANIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>

struct interrupt_frame;

/* One line on the console; a newline is added. The format is base/format.h's. Any context. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reports why, registers, backtrace and threads, then ends the machine with BOOT_EXIT_CRASH. For bugs and for
 * a machine that cannot work; never for what the outside world sent. Any context. */
noreturn void panic(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Where -fstack-protector's check ends (the linker puts it in place of musl's, whose HLT would only wait in
 * ring 0). */
noreturn void __wrap___stack_chk_fail(void);

/* The same for an exception of the processor. */
noreturn void panic_exception(const struct interrupt_frame *frame);

/* Set by "-v" on the command line. */
extern bool verbose;

#endif
