/* SPDX-License-Identifier: Apache-2.0 */
/* descriptor.h: reading descriptors that are known to be well-formed: the class parser has checked them. */
#ifndef JVM_LINK_DESCRIPTOR_H
#define JVM_LINK_DESCRIPTOR_H

#include "jvm/link/class.h"
#include <stddef.h>

/* The kind of the type whose descriptor begins with that letter. */
enum kind descriptor_kind(char first);
/* Characters of the one type that begins here; more may follow. */
size_t descriptor_length(const char *descriptor);
/* Slots of a value of the type whose descriptor begins with that letter; of void none. */
int descriptor_type_slots(char first);
/* Slots of a method descriptor's parameters, the receiver not among them. */
int descriptor_slots(const char *descriptor);
/* Where a method descriptor's result begins. */
const char *descriptor_result(const char *descriptor);

#endif
