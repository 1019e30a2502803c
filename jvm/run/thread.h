/* SPDX-License-Identifier: Apache-2.0 */
/* thread.h: a Java thread. It is a POSIX thread with a Java stack of its own, on which the interpreter keeps
 * its frames; Java calls do not nest on the C stack.
 *
 * A thread is either *running* (it executes Java or a native that may touch objects: it must reach a
 * safepoint soon) or *safe* (it waits, or is in a system call, between thread_block_begin and _end, and
 * touches no object). A collection waits until every other thread is safe or stands at a safepoint. */
#ifndef JVM_RUN_THREAD_H
#define JVM_RUN_THREAD_H

#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include "jvm/object.h"

struct code;
struct instruction;

/* One activation of a Java or native method. It lies on the Java stack after its slots: locals, then
 * operands. */
struct frame {
	struct frame *caller;         /* NULL: the first of this thread */
	struct method *method;        /* NULL: an entry frame, put by call_method: a C caller stands above */
	const struct instruction *pc; /* the current instruction, kept at calls, safepoints and throws */
	union slot *slots;            /* locals; native: its arguments */
	struct object *locked;        /* synchronized method: the monitor to leave; else NULL */
	uint32_t bci;                 /* native and entry frames: unused */
	uint32_t flags;
};

enum thread_poll {
	POLL_STOP = 1,      /* all threads are being stopped: also whoever leaves a block waits */
	POLL_SUSPENDED = 2, /* Thread.suspend */
	POLL_EXCEPTION = 4, /* Thread.stop: `stop_with` is to be thrown */
};

enum thread_mode { THREAD_RUNNING, THREAD_SAFE };

struct thread {
	/* What the interpreter and the allocator use at every turn comes first. */
	_Atomic uint32_t poll; /* enum thread_poll: not 0: something is to be done at the next safepoint */
	uint32_t id;           /* 1 … 16383, unique among the living: the owner in a thin lock */
	uint8_t *allocation, *allocation_end; /* thread-local buffer of the collector */
	struct object *exception;             /* pending, or NULL */
	struct frame *frame;                  /* newest */
	uint8_t *stack, *stack_end;           /* the Java stack: grows upwards */
	uint8_t *stack_limit;                 /* where StackOverflowError is thrown: before stack_end */
	_Atomic(uint8_t *)
		call_limit;     /* the same, or NULL: something is to be done at the next call (poll) */
	uint8_t *c_stack_limit; /* lowest address C code that calls Java may reach */
	struct object *object;  /* its java.lang.Thread */
	struct object *_Atomic stop_with; /* what another thread wants this one to throw, or NULL */
	/* Safepoints. */
	_Atomic int mode;   /* enum thread_mode */
	void *c_stack_base; /* highest address of the C stack */
	/* While safe or collecting (thread_note_stack). */
	void *c_stack_top;      /* lowest address in use; NULL: the thread has not begun */
	uintptr_t registers[6]; /* what the callee-saved registers held; scanned as the stack is */
	/* Waiting: private to monitor/. */
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	bool interrupted; /* a wake-up call, guarded by mutex: Thread.interrupted is the truth */
	bool permit;      /* LockSupport, guarded by mutex */
	void (*end_wait)(void *context); /* of thread_wait_begin; guarded by mutex */
	void *wait_context;
	struct monitor *waiting_on, *entering; /* for thread dumps */
	struct thread *wait_next;              /* guarded by the monitor waited on */
	bool notified;
	/* The list of threads: guarded by the thread list's lock. */
	struct thread *next, *previous;
	pthread_t posix;
	bool daemon;
	uint64_t allocated_bytes; /* the buffer in hand counted whole: gc_allocated_bytes */
	void *gc_data;
	char name[32];
};

extern _Thread_local struct thread *thread_self; /* NULL: not a Java thread */

/* Notes where the C stack in use ends, and the callee-saved registers: a caller may keep its only copy of a
 * reference in one, and what is called next would push it below that end. setjmp would not do: C libraries
 * scramble some of what it saves. For the first line of a function that NOTES_STACK and does nothing else but
 * call another that is not inlined: so it pushes no register of its caller's, and its frame is the end. */
#define NOTES_STACK __attribute__((noinline, no_sanitize("address", "undefined", "thread")))
static inline __attribute__((always_inline, no_sanitize("address", "undefined", "thread"))) void
thread_note_stack(struct thread *thread)
{
	__asm__ volatile("movq %%rbx, 0(%0)\n\t"
			 "movq %%rbp, 8(%0)\n\t"
			 "movq %%r12, 16(%0)\n\t"
			 "movq %%r13, 24(%0)\n\t"
			 "movq %%r14, 32(%0)\n\t"
			 "movq %%r15, 40(%0)"
			 :
			 : "r"(thread->registers)
			 : "memory");
	thread->c_stack_top = __builtin_frame_address(0);
}

/* Brackets what may block or take long in C. Between them: no object may be touched or held other than in
 * locals, no Java called, nothing allocated. `end` waits while a collection runs. */
void thread_block_begin(struct thread *thread);
void thread_block_end(struct thread *thread);

/* Stops here when a collection or another stop is asked for, and while suspended; leaves an exception pending
 * when another thread has asked for one (thread_stop). */
void thread_safepoint(struct thread *thread);
/* For a call that `call_limit` refuses: true: it was for poll's sake, which is seen to, and the call is to be
 * tried again if no exception is pending. false: the stack is full. */
bool thread_call_refused(struct thread *thread);
/* Has `target` look at its poll word, which was changed before, at its next call. */
void thread_refuse_calls(struct thread *target);
/* Gives call_limit the value of a stack_limit that the calling thread has changed. */
void thread_renew_call_limit(struct thread *thread);
/* Thread.stop, suspend and resume of any living thread. stop wakes it from a wait. */
void thread_stop(struct thread *target, struct object *exception);
void thread_suspend(struct thread *target);
void thread_resume(struct thread *target);
/* The calling thread: true: it is being stopped and the exception is now pending. */
bool thread_take_stop(struct thread *thread);

/* Stops all other threads, runs `work`, lets them go. One at a time; the caller is a running thread, or none
 * of the list (NULL). Begins, if others are held up by it, no sooner after the last stop than that one took
 * (10 ms at most): whoever stops all in a loop leaves the others half of the time. */
void threads_stop_all(struct thread *thread, void (*work)(void *context), void *context);
/* Calls visit for every living thread. Only inside threads_stop_all, or under threads_lock. */
void threads_each(void (*visit)(struct thread *thread, void *context), void *context);
void threads_lock(void);
void threads_unlock(void);

/* Makes the calling POSIX thread a Java thread (object is set later for the first one), and ends that. */
struct thread *thread_attach(struct object *object, size_t java_stack_bytes);
void thread_detach(struct thread *thread);
/* For thread_start: a struct thread on the list, safe, with a Java stack and no C stack; the POSIX thread
 * that is to run it calls thread_begin, which waits while others are stopped. NULL: no memory, or 16383
 * threads live. */
struct thread *thread_new(struct object *object, size_t java_stack_bytes, bool daemon);
void thread_begin(struct thread *thread);
void thread_delete(struct thread *thread); /* one that never began */

/* Starts java.lang.Thread `object` (Thread.start0): false and OutOfMemoryError when the system refuses. */
bool thread_start(struct thread *thread, struct object *object);
/* Makes `object` the Thread of `thread`, alive and runnable; thread_die undoes it: Thread.exit, TERMINATED,
 * and notifyAll for those in Thread.join. An exception that is pending goes to the uncaught exception handler
 * first. */
void thread_set_object(struct thread *thread, struct object *object);
void thread_die(struct thread *thread);
/* The living thread of a java.lang.Thread, or NULL. It may die at any time, but the memory stays a struct
 * thread. */
struct thread *thread_of(struct object *object);
/* Thread.threadStatus as the Java API reports it (Thread.getState): the JVMTI thread state bits. */
enum thread_status {
	THREAD_NEW = 0,
	THREAD_TERMINATED = 0x2,
	THREAD_RUNNABLE = 0x5,
	THREAD_BLOCKED = 0x401,
	THREAD_WAITING = 0x191,
	THREAD_WAITING_TIMED = 0x1a1,
	THREAD_PARKED = 0x291,
	THREAD_PARKED_TIMED = 0x2a1,
	THREAD_SLEEPING = 0xe1,
};
/* The caller is running, and `thread` is itself or one that waits for it; nothing when it has no object yet.
 */
void thread_set_status(struct thread *thread, enum thread_status status);
/* Whether the calling thread was interrupted; the second also takes the interrupt away. While running. */
bool thread_is_interrupted(struct thread *thread);
bool thread_take_interrupt(struct thread *thread);
/* Waits until this is the only thread that is not a daemon. */
void threads_await_others(struct thread *thread);

#endif
