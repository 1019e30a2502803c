/* SPDX-License-Identifier: Apache-2.0 */
/* classlib.h: where class files and resources come from: the JDK's modules file (lib/modules, a jimage) or a
 * class archive. Knows nothing of classes: name in, bytes out, which stay mapped for the life of the process.
 * (Jars and folders of the class path are read by the JDK's own loaders, in Java.) */
#ifndef JVM_CLASSLIB_CLASSLIB_H
#define JVM_CLASSLIB_CLASSLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct class_bytes {
	const uint8_t *at;
	size_t length;
	const char *origin; /* the module's name, or "application" */
};

/* Opens JAVA_HOME's lib/modules. false: *error is a message in static memory. */
bool classlib_open_modules(const char *java_home, const char **error);
/* A class archive (abi/archive_abi.h) in place of the modules: a file, or bytes that stay. */
bool classlib_open_archive(const char *path, const char **error);
bool classlib_use_archive(const uint8_t *bytes, size_t length, const char **error);
bool classlib_has_archive(void);
/* A class of the archive that was on the service's class path. */
bool classlib_find_application(const char *path, struct class_bytes *found);
/* A class ("a/b/C") that the build saw and did not pack; false without an archive. */
bool classlib_left_out(const char *class_name);
/* The whole modules file; with an archive an empty one. */
const uint8_t *classlib_modules_file(size_t *length);
/* A class or resource of the modules by path "java/lang/Object.class". *module (may be NULL) gets the
 * module's name. */
bool classlib_find_module_file(const char *path, struct class_bytes *found, const char **module);
/* The same inside one module. */
bool classlib_find_in_module(const char *module, const char *path, struct class_bytes *found);
/* The module that holds a package ("java/lang"), or NULL. */
const char *classlib_module_of_package(const char *package);
/* Calls visit for each module. */
void classlib_each_module(void (*visit)(const char *module, void *context), void *context);

/* The class files of a module in the JDK's modules file, as "java/lang/Object.class". */
void classlib_each_class(const char *module, void (*visit)(const char *path, void *context), void *context);

#endif
