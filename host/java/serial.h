/* SPDX-License-Identifier: Apache-2.0 */
/* Serialisation finds by reflection what bytecode does not call: writeObject, readObject, readResolve and
 * their like, and the constructor of the superclass that is not serialisable (Java Object Serialization
 * Specification 2.3, 3.4, 1.11). Once object streams are reached, these are, for every serialisable class
 * that is instantiated and for every one that the service's own code casts to.
 */
#ifndef HOST_JAVA_SERIAL_H
#define HOST_JAVA_SERIAL_H

#include "host/java/world.h"

struct reach;

/* Objects are written to streams, or read. */
void serial_begin(struct reach *reach);
/* A class that was instantiated. */
void serial_instance(struct reach *reach, struct world_class *class);
/* The service's own code casts to it: a stream may have brought it. */
void serial_cast(struct reach *reach, struct world_class *class, const struct world_method *because);

#endif
