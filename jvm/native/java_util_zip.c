/* SPDX-License-Identifier: Apache-2.0 */
/* java_util_zip.c: checksums, Inflater and Deflater over zlib. zlib works on the arrays where they lie: a
 * native that is running keeps the collector away (run/thread.h). */
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static uint8_t *address(int64_t at)
{
	return (uint8_t *)(uintptr_t)at;
}

static uint8_t *elements(struct object *bytes, int32_t from)
{
	return bytes ? ELEMENTS(bytes, uint8_t) + from : NULL;
}

/* Checksums: update(int sum, int byte), updateBytes(int sum, byte[], int from, int count),
 * updateByteBuffer(int sum, long address, int from, int count). The Java callers check the range. */
typedef uLong checksum(uLong sum, const Bytef *bytes, uInt count);

static void update_byte(union slot *args, checksum *add)
{
	const uint8_t byte = (uint8_t)args[1].i;
	args[0].i = (int32_t)add((uint32_t)args[0].i, &byte, 1);
}

static void update_bytes(struct thread *thread, union slot *args, checksum *add)
{
	if (args[1].o)
		args[0].i =
			(int32_t)add((uint32_t)args[0].i, elements(args[1].o, args[2].i), (uInt)args[3].i);
	else
		throw_null_pointer(thread);
}

static void update_buffer(union slot *args, checksum *add)
{
	args[0].i = (int32_t)add((uint32_t)args[0].i, address(args[1].l) + args[3].i, (uInt)args[4].i);
}

#define CHECKSUM(name, add)                                                                                  \
	static void name##_byte(struct thread *thread, union slot *args)                                     \
	{                                                                                                    \
		(void)thread;                                                                                \
		update_byte(args, add);                                                                      \
	}                                                                                                    \
	static void name##_bytes(struct thread *thread, union slot *args)                                    \
	{                                                                                                    \
		update_bytes(thread, args, add);                                                             \
	}                                                                                                    \
	static void name##_buffer(struct thread *thread, union slot *args)                                   \
	{                                                                                                    \
		(void)thread;                                                                                \
		update_buffer(args, add);                                                                    \
	}

CHECKSUM(crc32, crc32)
CHECKSUM(adler32, adler32)

/* The operands of an inflate or deflate call: (this, long stream, in, out, …), where `in` is (byte[], int
 * from, int count) or (long address, int count), and `out` alike. */
enum operand { BYTES, BUFFER };

static void take_operands(z_stream *stream, const union slot *args, enum operand in, enum operand out)
{
	stream->next_in = in == BYTES ? elements(args[3].o, args[4].i) : address(args[3].l);
	stream->avail_in = (uInt)args[5].i;
	stream->next_out = out == BYTES ? elements(args[6].o, args[7].i) : address(args[6].l);
	stream->avail_out = (uInt)args[8].i;
}

/* What the Java side takes apart: bytes read, bytes written, and two flags. */
static int64_t result(uint64_t in, uint64_t out, bool finished, bool flag)
{
	return (int64_t)(in | out << 31 | (uint64_t)finished << 62 | (uint64_t)flag << 63);
}

/* A z_stream made by `begin`; 0 with an exception pending when there is no memory. */
static int64_t open_stream(struct thread *thread, z_stream *stream, int status)
{
	if (status == Z_OK)
		return (int64_t)(uintptr_t)stream;
	if (status == Z_MEM_ERROR || !stream)
		throw_out_of_memory(thread, "zlib");
	else if (status == Z_STREAM_ERROR) /* a level that there is not */
		throw_new(thread, "java/lang/IllegalArgumentException", NULL);
	else
		throw_new(thread, "java/lang/InternalError", "%s",
			  stream->msg ? stream->msg : zError(status));
	free(stream);
	return 0;
}

static void inflate_init(struct thread *thread, union slot *args)
{
	z_stream *const stream = calloc(1, sizeof *stream);
	args[0].l =
		open_stream(thread, stream,
			    stream ? inflateInit2(stream, args[0].i ? -MAX_WBITS : MAX_WBITS) : Z_MEM_ERROR);
}

static void deflate_init(struct thread *thread, union slot *args)
{
	enum { MEMORY_LEVEL = 8 }; /* zlib's default */
	z_stream *const stream = calloc(1, sizeof *stream);
	args[0].l =
		open_stream(thread, stream,
			    stream ? deflateInit2(stream, args[0].i, Z_DEFLATED,
						  args[2].i ? -MAX_WBITS : MAX_WBITS, MEMORY_LEVEL, args[1].i)
				   : Z_MEM_ERROR);
}

static z_stream *stream_of(int64_t handle)
{
	return (z_stream *)(uintptr_t)handle;
}

/* The dictionary: (long stream, byte[], int from, int count) or (long stream, long address, int count) */
typedef int set_dictionary(z_stream *stream, const Bytef *bytes, uInt count);

static void dictionary(struct thread *thread, union slot *args, enum operand kind, set_dictionary *set)
{
	const uint8_t *const bytes = kind == BYTES ? elements(args[2].o, args[3].i) : address(args[2].l);
	switch (set(stream_of(args[0].l), bytes, (uInt)args[4].i)) {
	case Z_OK:
		break;
	case Z_STREAM_ERROR:
	case Z_DATA_ERROR:
		throw_new(thread, "java/lang/IllegalArgumentException", NULL);
		break;
	default:
		throw_new(thread, "java/lang/InternalError", "%s", stream_of(args[0].l)->msg);
	}
}

static void do_inflate(struct thread *thread, union slot *args, enum operand in, enum operand out)
{
	z_stream *const stream = stream_of(args[1].l);
	const uint32_t in_count = (uint32_t)args[5].i, out_count = (uint32_t)args[8].i;
	struct object *const inflater = args[0].o;
	take_operands(stream, args, in, out);
	const int status = inflate(stream, Z_SYNC_FLUSH);
	const uint32_t read = in_count - stream->avail_in, written = out_count - stream->avail_out;
	switch (status) {
	case Z_OK:
	case Z_STREAM_END:
	case Z_NEED_DICT:
		args[0].l = result(read, written, status == Z_STREAM_END, status == Z_NEED_DICT);
		break;
	case Z_BUF_ERROR:
		args[0].l = 0;
		break;
	case Z_DATA_ERROR:
		FIELD(inflater, native_field_offset(object_class(inflater), "inputConsumed", "I"), int32_t) =
			(int32_t)read;
		FIELD(inflater, native_field_offset(object_class(inflater), "outputConsumed", "I"), int32_t) =
			(int32_t)written;
		throw_new(thread, "java/util/zip/DataFormatException", stream->msg ? "%s" : NULL,
			  stream->msg);
		break;
	case Z_MEM_ERROR:
		throw_out_of_memory(thread, "zlib");
		break;
	default:
		throw_new(thread, "java/lang/InternalError", stream->msg ? "%s" : NULL, stream->msg);
	}
}

/* … int flush, int parameters: bit 0, whether to set them; 1 and 2, the strategy; from 3, the level */
static void do_deflate(struct thread *thread, union slot *args, enum operand in, enum operand out)
{
	z_stream *const stream = stream_of(args[1].l);
	const uint32_t in_count = (uint32_t)args[5].i, out_count = (uint32_t)args[8].i;
	const int32_t flush = args[9].i, parameters = args[10].i;
	const bool set = parameters & 1;
	take_operands(stream, args, in, out);
	const int status =
		set ? deflateParams(stream, parameters >> 3, parameters >> 1 & 3) : deflate(stream, flush);
	const uint32_t read = in_count - stream->avail_in, written = out_count - stream->avail_out;
	if (status == Z_OK || status == Z_STREAM_END)
		args[0].l = result(read, written, !set && status == Z_STREAM_END, false);
	else if (status == Z_BUF_ERROR) /* the parameters wait until there is room */
		args[0].l = set ? result(read, written, false, true) : 0;
	else
		throw_new(thread, "java/lang/InternalError", stream->msg ? "%s" : NULL, stream->msg);
}

/* What the two classes have in common; `end` frees the z_stream. */
#define STREAM(name)                                                                                         \
	static void name##_bytes_bytes(struct thread *thread, union slot *args)                              \
	{                                                                                                    \
		do_##name(thread, args, BYTES, BYTES);                                                       \
	}                                                                                                    \
	static void name##_bytes_buffer(struct thread *thread, union slot *args)                             \
	{                                                                                                    \
		do_##name(thread, args, BYTES, BUFFER);                                                      \
	}                                                                                                    \
	static void name##_buffer_bytes(struct thread *thread, union slot *args)                             \
	{                                                                                                    \
		do_##name(thread, args, BUFFER, BYTES);                                                      \
	}                                                                                                    \
	static void name##_buffer_buffer(struct thread *thread, union slot *args)                            \
	{                                                                                                    \
		do_##name(thread, args, BUFFER, BUFFER);                                                     \
	}                                                                                                    \
	static void name##_dictionary_bytes(struct thread *thread, union slot *args)                         \
	{                                                                                                    \
		dictionary(thread, args, BYTES, name##SetDictionary);                                        \
	}                                                                                                    \
	static void name##_dictionary_buffer(struct thread *thread, union slot *args)                        \
	{                                                                                                    \
		dictionary(thread, args, BUFFER, name##SetDictionary);                                       \
	}                                                                                                    \
	static void name##_reset(struct thread *thread, union slot *args)                                    \
	{                                                                                                    \
		if (name##Reset(stream_of(args[0].l)) != Z_OK)                                               \
			throw_new(thread, "java/lang/InternalError", NULL);                                  \
	}                                                                                                    \
	static void name##_end(struct thread *thread, union slot *args)                                      \
	{                                                                                                    \
		if (name##End(stream_of(args[0].l)) == Z_STREAM_ERROR)                                       \
			throw_new(thread, "java/lang/InternalError", NULL);                                  \
		else                                                                                         \
			free(stream_of(args[0].l));                                                          \
	}

STREAM(inflate)
STREAM(deflate)

static void get_adler(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = (int32_t)stream_of(args[0].l)->adler;
}

static const struct native_entry crc32_natives[] = { { "update", NULL, crc32_byte },
						     { "updateBytes0", NULL, crc32_bytes },
						     { "updateByteBuffer0", NULL, crc32_buffer } };
static const struct native_entry adler32_natives[] = { { "update", NULL, adler32_byte },
						       { "updateBytes", NULL, adler32_bytes },
						       { "updateByteBuffer", NULL, adler32_buffer } };
#define STREAM_NATIVES(name)                                                                                 \
	static const struct native_entry name##_natives[] = {                                                \
		{ "init", NULL, name##_init },                                                               \
		{ #name "BytesBytes", NULL, name##_bytes_bytes },                                            \
		{ #name "BytesBuffer", NULL, name##_bytes_buffer },                                          \
		{ #name "BufferBytes", NULL, name##_buffer_bytes },                                          \
		{ #name "BufferBuffer", NULL, name##_buffer_buffer },                                        \
		{ "setDictionary", NULL, name##_dictionary_bytes },                                          \
		{ "setDictionaryBuffer", NULL, name##_dictionary_buffer },                                   \
		{ "getAdler", NULL, get_adler },                                                             \
		{ "reset", NULL, name##_reset },                                                             \
		{ "end", NULL, name##_end },                                                                 \
	}
STREAM_NATIVES(inflate);
STREAM_NATIVES(deflate);

NATIVE_TABLE(java_util_zip);
const struct native_class native_java_util_zip[] = {
	{ "java/util/zip/CRC32", crc32_natives, 3 },
	{ "java/util/zip/Adler32", adler32_natives, 3 },
	{ "java/util/zip/Inflater", inflate_natives, sizeof inflate_natives / sizeof inflate_natives[0] },
	{ "java/util/zip/Deflater", deflate_natives, sizeof deflate_natives / sizeof deflate_natives[0] },
};
const size_t native_java_util_zip_count = 4;
