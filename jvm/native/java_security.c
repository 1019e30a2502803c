/* SPDX-License-Identifier: Apache-2.0 */
/* java_security.c: AccessController. There is no security manager: every context is the all-powerful null. */
#include "jvm/native/native.h"

static void no_context(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = NULL;
}

static const struct native_entry entries[] = {
	{ "getStackAccessControlContext", NULL, no_context },
	{ "getInheritedAccessControlContext", NULL, no_context },
	{ "ensureMaterializedForStackWalk", NULL, native_nothing },
	{ "getProtectionDomain", NULL, no_context },
};

NATIVE_TABLE(java_security);
const struct native_class native_java_security[] = { { "java/security/AccessController", entries,
						       sizeof entries / sizeof entries[0] } };
const size_t native_java_security_count = 1;
