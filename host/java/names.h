/* SPDX-License-Identifier: Apache-2.0 */
/* What is found by a name that is handed on: services of security providers ("SHA-256" of MessageDigest) and
 * charsets ("windows-1251"), whose tables are read out of the JDK's bytecode that fills them; resource
 * bundles and other files of the class path, by their last name or whole. Once a kind of name is asked for,
 * one is reached when a String constant of the service's reached code is its name, wherever that constant
 * lies. Of the JDK's code only the arguments of getInstance count, and what the services themselves ask for.
 */
#ifndef HOST_JAVA_NAMES_H
#define HOST_JAVA_NAMES_H

#include "host/java/world.h"

struct reach;
struct names;

/* The tables are read at the first names_want. */
struct names *names_new(struct reach *reach);
void names_free(struct names *names);

/* Names of that kind are asked for from now on: the type of a provider's service ("Mac"), or one of these. */
#define NAMES_CHARSET  "charset"
#define NAMES_BUNDLE   "bundle"
#define NAMES_RESOURCE "resource"
void names_want(struct names *names, const char *kind);
/* A constant that a reached method loads. */
void names_constant(struct names *names, const char *text, const struct world_method *because);
/* A constant that may be an argument of a call of some getInstance; NULL: none. */
void names_argument(struct names *names, const char *text, const struct world_method *because);

#endif
