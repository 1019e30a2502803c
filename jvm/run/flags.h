/* SPDX-License-Identifier: Apache-2.0 */
/* flags.h: -XX:…, HotSpot's flags: those that mean something here, and those accepted so that scripts made
 * for it run. */
#ifndef JVM_RUN_FLAGS_H
#define JVM_RUN_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

/* Reads what follows -XX: of the word `option`. false: it is wrong, and that has been said. */
bool hotspot_flag(const char *option, const char *text);

/* options.c: `512k` or 0x80000; false: no size. */
bool options_size(const char *text, size_t *bytes);
/* Says what is wrong and what comes of it; false. */
bool options_bad(const char *format, const char *what);
/* "name=value", as of -D; the string must stay. */
void options_property(const char *text);
bool options_heap_maximum(const char *option, const char *value);
bool options_heap_initial(const char *option, const char *value);
bool options_stack(const char *option, const char *value);

#endif
