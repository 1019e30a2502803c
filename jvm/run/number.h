/* SPDX-License-Identifier: Apache-2.0 */
/* number.h: conversions and divisions with Java's results where C's are undefined (JVMS 6.5, 2.8). */
#ifndef JVM_RUN_NUMBER_H
#define JVM_RUN_NUMBER_H

#include <stdint.h>

/* Toward zero; NaN is 0; what does not fit is the nearest that does. */
static inline int32_t double_to_int(double value)
{
	if (value != value)
		return 0;
	return value >= 2147483647.0 ? INT32_MAX : value <= -2147483648.0 ? INT32_MIN : (int32_t)value;
}

static inline int64_t double_to_long(double value)
{
	if (value != value)
		return 0;
	return value >= 9223372036854775808.0    ? INT64_MAX
	       : value <= -9223372036854775808.0 ? INT64_MIN
						 : (int64_t)value;
}

/* The divisor is not 0. The one overflow, MIN / -1, is MIN with remainder 0. */
static inline int32_t int_divide(int32_t a, int32_t b)
{
	return b == -1 ? (int32_t) - (uint32_t)a : a / b;
}

static inline int32_t int_remainder(int32_t a, int32_t b)
{
	return b == -1 ? 0 : a % b;
}

static inline int64_t long_divide(int64_t a, int64_t b)
{
	return b == -1 ? (int64_t) - (uint64_t)a : a / b;
}

static inline int64_t long_remainder(int64_t a, int64_t b)
{
	return b == -1 ? 0 : a % b;
}

#endif
