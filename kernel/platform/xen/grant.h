/* SPDX-License-Identifier: Apache-2.0 */
/* Grant tables, version 1 (xen/grant_table.h): pages of this domain that another may map, and pages of
 * another that this one maps. Nothing is granted but what is asked for, to the domain that is named.
 */
#ifndef KERNEL_PLATFORM_XEN_GRANT_H
#define KERNEL_PLATFORM_XEN_GRANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t grant_ref;

/* Lets domain `remote` map `page`, to read and write. False when the table is full. */
bool grant_give(uint16_t remote, const void *page, grant_ref *out);

/* Takes the grant back. False while the other domain still maps the page: then the page must not be used for
 * anything else, and the grant stays. */
bool grant_take_back(grant_ref ref);

struct grant_mapping; /* `count` pages of another domain, contiguous */

/* Maps pages that domain `remote` has granted, in order, writable. NULL when Xen refuses one, or without
 * room. */
struct grant_mapping *grant_map(uint16_t remote, const grant_ref refs[], size_t count);
void *grant_pages(const struct grant_mapping *mapping);
void grant_unmap(struct grant_mapping *mapping);

#endif
