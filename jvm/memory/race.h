/* SPDX-License-Identifier: Apache-2.0 */
/* race.h: what ThreadSanitizer is told of races that are meant; other builds are not changed.
 *
 * race_allow: memory whose plain words several threads may read and write at once. Two kinds there are: what
 * Java programs race on (JLS 17: fields, elements, statics; x86's plain loads and stores are what the memory
 * model asks), and instructions that are quickened while others execute them (run/code.h says why that is
 * safe).
 *
 * race_publish, race_consume: the word through which a thread finds what another wrote before it: an object's
 * type, an instruction's handler. x86 keeps a thread's stores in order, and a load after the load that its
 * address depends on; the compiler keeps the first, since what is published was made by a call. */
#ifndef JVM_MEMORY_RACE_H
#define JVM_MEMORY_RACE_H

#ifdef __SANITIZE_THREAD__
/* Of ThreadSanitizer's run-time library, which has no header for it. */
void AnnotateBenignRaceSized(const char *file, int line, const volatile void *at, long bytes,
			     const char *what);
#define race_allow(at, bytes, what) AnnotateBenignRaceSized(__FILE__, __LINE__, at, (long)(bytes), what)
#define race_publish(at, value)     __atomic_store_n(at, value, __ATOMIC_RELEASE)
#define race_consume(at)            __atomic_load_n(at, __ATOMIC_ACQUIRE)
#else
#define race_allow(at, bytes, what) ((void)(at), (void)(bytes))
#define race_publish(at, value)     ((void)(*(at) = (value)))
#define race_consume(at)            (*(at))
#endif

#endif
