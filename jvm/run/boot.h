/* SPDX-License-Identifier: Apache-2.0 */
/* boot.h: creating the virtual machine and running a program in it. vm.options is set before (run/options.h).
 */
#ifndef JVM_RUN_BOOT_H
#define JVM_RUN_BOOT_H

#include "jvm/run/thread.h"

/* What to do instead of running the program. */
enum launch_deed {
	LAUNCH_RUN,
	LAUNCH_DRY_RUN, /* load the main class and stop */
	LAUNCH_VERSION,
	LAUNCH_VERSION_OUT, /* on standard output */
	LAUNCH_FULL_VERSION,
	LAUNCH_FULL_VERSION_OUT,
	LAUNCH_LIST_MODULES,
	LAUNCH_VALIDATE_MODULES,
	LAUNCH_DESCRIBE_MODULE, /* that `what` names */
};

struct launch {
	enum {
		LAUNCH_CLASS = 1,
		LAUNCH_JAR = 2,
		LAUNCH_MODULE = 3
	} mode; /* as sun.launcher.LauncherHelper numbers them */
	enum launch_deed deed;
	bool is_source;   /* --source: a source file is to be compiled and run */
	const char *what; /* the class's name, the jar's path, MODULE or MODULE/CLASS */
	char **arguments;
	int count;
	enum { SHOW_VERSION_NOT, SHOW_VERSION_ERROR, SHOW_VERSION_OUT } show_version; /* and go on */
	const char *show_settings; /* "-XshowSettings:…", or NULL */
};

/* Runs the program on a thread of its own and never returns: the process ends with System.exit's status, with
 * 1 for an uncaught exception or when the virtual machine cannot be made, else with 0 once only daemon
 * threads are left and the shutdown hooks have run. Serves signals meanwhile. To be called on the process's
 * first thread, while there is no other. */
_Noreturn void vm_launch(const struct launch *launch);

/* Makes the virtual machine, the calling thread being "main"; ends the process with status 1 and a message
 * when it cannot. */
struct thread *vm_create(void);
/* Makes this POSIX thread a Java thread with a java.lang.Thread of that name, in the system group if it is a
 * daemon, else in the main group; NULL: no memory. */
struct thread *vm_attach(const char *name, bool daemon);
/* Ends the process at once, what was printed written out. */
_Noreturn void vm_exit(int status);

#endif
