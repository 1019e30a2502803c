/* SPDX-License-Identifier: Apache-2.0 */
/* fake_vm.h: as much of a VM as the collector's unit tests need: hand-made classes, and errors that are only
 * counted. Threads are the real ones of run/, or the one of fake_thread.c. */
#ifndef JVM_GC_FAKE_VM_H
#define JVM_GC_FAKE_VM_H

#include "jvm/gc/heap.h"
#include "jvm/run/vm.h"

extern struct thread fake_thread; /* fake_thread.c */
extern int fake_errors;           /* how often something was thrown */
extern char fake_message[128];    /* of the newest */

/* Starts the VM once, as thread_self; later calls empty the heap and set the stress modes anew. */
void fake_start(unsigned gc_stress);
/* A class of instances of `bytes` with reference fields at the given offsets. */
struct class *fake_class(const char *name, uint32_t bytes, unsigned count, const uint32_t *offsets);
struct class *fake_array_class(const char *name, enum kind element, unsigned shift);
/* java.lang.ref as the collector knows it: fields at these offsets, kinds as given. */
enum { fake_referent = 8, fake_queue = 12, fake_next = 16, fake_discovered = 20, fake_timestamp = 24 };
extern struct class *fake_references[GC_PHANTOM + 1];
/* Objects that Finalizer.register was called for: their FinalReferences, kept alive. */
enum { fake_finalizers_room = 16 };
extern struct object *fake_finalizers[fake_finalizers_room];
extern int fake_finalizers_count;

#endif
