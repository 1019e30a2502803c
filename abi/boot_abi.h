/* SPDX-License-Identifier: Apache-2.0 */
/* What the host hands an image at boot, and what comes back when it ends. C only; shared by the
 * kernel and the host tool.
 *
 * Command line (PVH hvm_start_info.cmdline_paddr): words separated by spaces.
 *     [KERNEL OPTION]... [-- ARGUMENT...]
 * Words before "--" are the kernel's (BOOT_OPTION_*), words after it become argv[1..]. argv[0] is
 * the service's name from "name=NAME", or "service".
 *
 * Boot module 0, if there is one, is a cpio "newc" archive of read-only files; its paths are
 * mounted at "/" beside the files linked into the image, and a linked file wins.
 */
#ifndef ABI_BOOT_H
#define ABI_BOOT_H

#define BOOT_OPTION_VERBOSE "-v"    /* print the memory map and what was found */
#define BOOT_OPTION_NAME    "name=" /* the service's name */
#define BOOT_ARGUMENTS      "--"

/* The image's exit code is main's result & 0x7f, or one of these. It comes back on QEMU through
 * isa-debug-exit (below); on Xen in the xenstore node BOOT_XENSTORE_EXIT, decimal, written before
 * SHUTDOWN_poweroff, or as SHUTDOWN_crash. */
#define BOOT_EXIT_MAX     125
#define BOOT_EXIT_STOPPED 126 /* asked to stop by the host */
#define BOOT_EXIT_CRASH   127 /* the kernel panicked or the service faulted */

/* From now on the host's request to stop is served as after a call of atexit, which calls this, too. For what
 * has a boot_before_stop. Any number of times. */
void boot_serve_stop(void);

/* Where the image defines it: called in the thread that then calls exit(BOOT_EXIT_STOPPED), while ports still
 * work. For a language's own ways of ending. It has some 60 KiB of stack. */
void boot_before_stop(void) __attribute__((weak));

/* QEMU: -device isa-debug-exit,iobase=0xf4,iosize=0x04. QEMU's own status is (code << 1) | 1. */
#define BOOT_DEBUG_EXIT_PORT 0xf4

/* Relative to the domain's own /local/domain/<domid>. */
#define BOOT_XENSTORE_EXIT "data/stardust-exit"

/* The first line of a crash report on the console; the report ends with BOOT_CRASH_END. The host
 * tool looks for both. */
#define BOOT_CRASH_BEGIN "stardust: crash: "
#define BOOT_CRASH_END   "stardust: end of crash report"

#endif
