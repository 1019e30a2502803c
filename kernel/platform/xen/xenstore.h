/* SPDX-License-Identifier: Apache-2.0 */
/* A client of xenstore (xen/io/xs_wire.h; Xen's docs/misc/xenstore.txt): the small tree through which domains
 * and dom0 find each other. A relative path is below /local/domain/<this domain>.
 *
 * Calls are for threads and block until xenstored has answered. They return 0 or more, or a negated errno,
 * also the one that xenstored gives by name.
 */
#ifndef KERNEL_PLATFORM_XEN_XENSTORE_H
#define KERNEL_PLATFORM_XEN_XENSTORE_H

#include <stddef.h>
#include <stdint.h>

void xenstore_init(void);

/* The node's value, NUL-terminated, at most `bytes` with the NUL; -E2BIG when it is longer. Returns its
 * length. */
int xenstore_read(const char *path, char *out, size_t bytes);
int xenstore_write(const char *path, const char *value);
int xenstore_remove(const char *path);

/* The node is `owner`'s, who alone may write it; `reader` may read it. */
int xenstore_share(const char *path, unsigned owner, unsigned reader);

/* From now on xenstore_changes moves when anything at or below `path` changes; and once at the start. */
int xenstore_watch(const char *path);
int xenstore_unwatch(const char *path);

/* Ends the domain, with BOOT_EXIT_STOPPED, when the toolstack asks for a shutdown (control/shutdown). */
void xenstore_watch_shutdown(void);

/* Counts changes below all watched paths; a futex word. */
extern volatile uint32_t xenstore_changes;

#endif
