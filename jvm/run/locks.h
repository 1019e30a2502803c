/* SPDX-License-Identifier: Apache-2.0 */
/* locks.h: who holds which lock and who waits for it. All of it only while all threads are stopped
 * (threads_stop_all). */
#ifndef JVM_RUN_LOCKS_H
#define JVM_RUN_LOCKS_H

#include "jvm/run/frame.h"

/* Thread.threadStatus of a thread with an object. */
enum thread_status locks_status(const struct thread *thread);
/* Calls visit for every monitor that the frame entered and has not left, newest first, one entered twice
 * twice. A block that `synchronized` made is known by its handler, which leaves the monitor: so compilers
 * write them. */
void locks_of_frame(const struct frame *frame, void (*visit)(struct object *object, void *context),
		    void *context);
/* The object whose monitor the thread waits to enter for the first time, or again after Object.wait; NULL:
 * none. */
struct object *locks_entering(const struct thread *thread);
/* What a parked thread gave LockSupport as the reason, and the Thread that owns it when it is an
 * AbstractOwnableSynchronizer; NULL: none. */
struct object *locks_blocker(const struct thread *thread);
struct object *locks_synchronizer_owner(struct object *blocker);
/* The thread that is in the object's monitor; NULL: none. */
struct thread *locks_monitor_owner(struct object *object);
/* The living thread that has what `thread` waits for; `synchronizers`: not monitors alone. NULL: nobody. */
struct thread *locks_awaited_owner(const struct thread *thread, bool synchronizers);

/* The living threads, oldest first; NULL: no memory. The caller frees it. */
struct thread **locks_threads(int *count);
/* Calls visit for each ring of threads that wait for one another, with those that lead to it: as HotSpot, the
 * walk begins at the oldest thread that was not seen. */
void locks_deadlocks(bool synchronizers,
		     void (*visit)(struct thread *const *threads, int count, void *context), void *context);

#endif
