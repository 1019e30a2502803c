/* SPDX-License-Identifier: Apache-2.0 */
/* layer.c: phase 2 of System. From lib/modules as in the JDK: its bootstrap resolves the modules. A class
 * archive names its modules, and jdk.internal.module.ArchiveLayer (java/base) makes a layer of them as it
 * stands. */
#include "jvm/run/layer.h"
#include "abi/archive_abi.h"
#include "jvm/classlib/classlib.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

static struct object *read_lines(struct thread *thread)
{
	struct class_bytes found;
	if (!classlib_find_in_module("java.base", ARCHIVE_LAYER, &found)) {
		throw_new(thread, "java/lang/InternalError", "the archive has no %s", ARCHIVE_LAYER);
		return NULL;
	}
	char *const text = malloc(found.length + 1);
	if (!text) {
		throw_out_of_memory(thread, "the boot layer");
		return NULL;
	}
	memcpy(text, found.at, found.length);
	text[found.length] = 0;
	struct object *const lines = string_from_utf8(thread, text);
	free(text);
	return lines;
}

static void make_from_archive(struct thread *thread)
{
	union slot layer;
	struct class *const maker = class_boot(thread, "jdk/internal/module/ArchiveLayer");
	struct object *const lines = maker ? read_lines(thread) : NULL;
	if (!lines ||
	    !call_static(thread, maker, "make", "(Ljava/lang/String;)Ljava/lang/ModuleLayer;", &layer, lines))
		return;
	reference_store(&FIELD(vm.System->mirror,
			       native_field_offset(vm.System, "bootLayer", "Ljava/lang/ModuleLayer;"),
			       reference),
			layer.o);
	struct class *const levels = class_boot(thread, "jdk/internal/misc/VM");
	if (levels)
		call_static(thread, levels, "initLevel", "(I)V", NULL, 2);
}

bool layer_make(struct thread *thread)
{
	union slot result = { .i = 0 };
	if (classlib_has_archive())
		make_from_archive(thread);
	else
		call_static(thread, vm.System, "initPhase2", "(ZZ)I", &result, true, false);
	return result.i == 0;
}
