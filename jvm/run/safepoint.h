/* SPDX-License-Identifier: Apache-2.0 */
/* safepoint.h: what thread.c and safepoint.c share. */
#ifndef JVM_RUN_SAFEPOINT_H
#define JVM_RUN_SAFEPOINT_H

#include "jvm/run/thread.h"

extern pthread_mutex_t thread_list_lock; /* guards the list of threads; held while all are stopped */

/* Takes it. The caller is safe, or no thread of the list. */
void thread_list_await(void);

/* The first steps of a thread, which was put on the list as safe: waits while others are stopped. */
void thread_become_running(struct thread *thread);

#endif
