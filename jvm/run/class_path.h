/* SPDX-License-Identifier: Apache-2.0 */
/* class_path.h: what the launcher makes of a class path before Java sees it. */
#ifndef JVM_RUN_CLASS_PATH_H
#define JVM_RUN_CLASS_PATH_H

/* The class path, ':' between its places, where each place that ends in a * of a folder, if no file is called
 * so, stands for the jars of the folder; without any in it, it stays as it is (java's manual, "Using Class
 * Path Wildcards"). The text given, or one that is never freed. No memory ends the process. */
const char *class_path_expand(const char *path);

#endif
