/* SPDX-License-Identifier: Apache-2.0 */
/* A face for archives that were compiled against glibc with its checked functions (_FORTIFY_SOURCE): each
 * takes the size of the destination too, and ends the program when it would be overrun (LSB 5.0, "checked"
 * interfaces). An archive of its own: linked only where such an archive asks.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__memcpy_chk(void *to, const void *from, size_t bytes, size_t room);
void *__memmove_chk(void *to, const void *from, size_t bytes, size_t room);
void *__memset_chk(void *to, int value, size_t bytes, size_t room);
char *__strcpy_chk(char *to, const char *from, size_t room);
char *__strncpy_chk(char *to, const char *from, size_t bytes, size_t room);
char *__strcat_chk(char *to, const char *from, size_t room);
int __vsnprintf_chk(char *to, size_t bytes, int flag, size_t room, const char *format, va_list arguments);
int __snprintf_chk(char *to, size_t bytes, int flag, size_t room, const char *format, ...);
int __sprintf_chk(char *to, int flag, size_t room, const char *format, ...);
int __vfprintf_chk(FILE *file, int flag, const char *format, va_list arguments);
int __fprintf_chk(FILE *file, int flag, const char *format, ...);
int __printf_chk(int flag, const char *format, ...);
int fcntl64(int descriptor, int command, ...);

static void check(size_t bytes, size_t room)
{
	if (bytes <= room)
		return;
	fputs("libc: a buffer would have been overrun\n", stderr);
	abort();
}

void *__memcpy_chk(void *to, const void *from, size_t bytes, size_t room)
{
	check(bytes, room);
	return memcpy(to, from, bytes);
}

void *__memmove_chk(void *to, const void *from, size_t bytes, size_t room)
{
	check(bytes, room);
	return memmove(to, from, bytes);
}

void *__memset_chk(void *to, int value, size_t bytes, size_t room)
{
	check(bytes, room);
	return memset(to, value, bytes);
}

char *__strcpy_chk(char *to, const char *from, size_t room)
{
	check(strlen(from) + 1, room);
	return strcpy(to, from);
}

char *__strncpy_chk(char *to, const char *from, size_t bytes, size_t room)
{
	check(bytes, room);
	return strncpy(to, from, bytes);
}

char *__strcat_chk(char *to, const char *from, size_t room)
{
	check(strlen(to) + strlen(from) + 1, room);
	return strcat(to, from);
}

int __vsnprintf_chk(char *to, size_t bytes, int flag, size_t room, const char *format, va_list arguments)
{
	check(bytes, room);
	return vsnprintf(to, bytes, format, arguments);
}

int __snprintf_chk(char *to, size_t bytes, int flag, size_t room, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int length = __vsnprintf_chk(to, bytes, flag, room, format, arguments);
	va_end(arguments);
	return length;
}

int __sprintf_chk(char *to, int flag, size_t room, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(to, room, format, arguments);
	va_end(arguments);
	check((size_t)length + 1, room);
	return length;
}

int __vfprintf_chk(FILE *file, int flag, const char *format, va_list arguments)
{
	return vfprintf(file, format, arguments);
}

int __fprintf_chk(FILE *file, int flag, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int length = vfprintf(file, format, arguments);
	va_end(arguments);
	return length;
}

int __printf_chk(int flag, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int length = vprintf(format, arguments);
	va_end(arguments);
	return length;
}

int fcntl64(int descriptor, int command, ...)
{
	va_list arguments;

	va_start(arguments, command);
	long argument = va_arg(arguments, long);
	va_end(arguments);
	return fcntl(descriptor, command, argument);
}
