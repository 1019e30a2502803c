/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_security_auth.c: who runs this process, for jdk.security.auth. */
#include "jvm/gc/gc.h"
#include "jvm/native/io.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <limits.h>
#include <pwd.h>
#include <unistd.h>

/* UnixSystem.getUnixInfo(): fills username, uid, gid and groups */
static void get_user(struct thread *thread, union slot *args)
{
	gid_t groups[NGROUPS_MAX];
	char buffer[4096];
	struct passwd user, *found = NULL;
	struct object *const to = args[0].o;
	struct class *const class = object_class(to);
	const int count = getgroups(NGROUPS_MAX, groups);
	const int error = count < 0 ? errno : getpwuid_r(getuid(), &user, buffer, sizeof buffer, &found);
	if (error) {
		throw_new(thread, "java/lang/RuntimeException", "errno: %d", error);
		return;
	}
	FIELD(to, native_field_offset(class, "uid", "J"), int64_t) = getuid();
	FIELD(to, native_field_offset(class, "gid", "J"), int64_t) = getgid();
	struct array *const made = gc_new_array(thread, vm.primitive_array[KIND_LONG], count);
	if (!made)
		return;
	for (int i = 0; i < count; i++)
		ELEMENTS(&made->header, int64_t)[i] = groups[i];
	reference_store(&FIELD(to, native_field_offset(class, "groups", "[J"), reference), &made->header);
	struct object *const name = found ? string_from_utf8(thread, user.pw_name) : NULL;
	if (name)
		reference_store(
			&FIELD(to, native_field_offset(class, "username", "Ljava/lang/String;"), reference),
			name);
}

static const struct native_entry natives[] = { { "getUnixInfo", NULL, get_user } };

NATIVE_TABLE(jdk_security_auth);
const struct native_class native_jdk_security_auth[] = {
	{ "com/sun/security/auth/module/UnixSystem", natives, 1 },
};
const size_t native_jdk_security_auth_count = 1;
