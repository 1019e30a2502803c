/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of bytes to a domain: stock libxenvchan, or a Unix socket of the stock vchan-socket-proxy. */
#ifndef TESTS_XEN_STREAM_H
#define TESTS_XEN_STREAM_H

#include <stddef.h>

struct libxenvchan;

struct stream {
	struct libxenvchan *vchan; /* NULL: the socket */
	int socket;
};

/* The server of a ring that domain `domid` will open. Does not wait for it. */
struct stream stream_serve(int domid, const char *path);

/* The client of what domain `domid` serves at a xenstore path; "unix:PATH" is a socket. Waits up to a minute
 * until it is there. */
struct stream stream_connect(int domid, const char *path);

/* All of it, or the program ends with a message. */
void stream_read(struct stream *stream, void *data, size_t bytes);
void stream_write(struct stream *stream, const void *data, size_t bytes);

void stream_close(struct stream *stream);

/* Ends the program with status 1. */
void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
