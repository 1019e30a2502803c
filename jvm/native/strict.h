/* SPDX-License-Identifier: Apache-2.0 */
/* strict.h: the functions of java.lang.StrictMath, whose results are to the last bit those of the library
 * fdlibm 5.3 (Sun Microsystems 1993, freely distributable: netlib.org/fdlibm): its polynomials, its bounds
 * and the order of its operations, so no two may be swapped and none contracted (-ffp-contract=off). C
 * libraries differ from it, and from each other, in the last bit. */
#ifndef JVM_NATIVE_STRICT_H
#define JVM_NATIVE_STRICT_H

#include <stdint.h>
#include <string.h>

/* strict_angle.c */
double strict_sin(double x), strict_cos(double x), strict_tan(double x);
double strict_asin(double x), strict_acos(double x), strict_atan(double x), strict_atan2(double y, double x);
/* strict_power.c */
double strict_exp(double x), strict_expm1(double x), strict_log(double x), strict_log10(double x),
	strict_log1p(double x);
double strict_sinh(double x), strict_cosh(double x), strict_tanh(double x);

static inline uint64_t strict_bits(double x)
{
	uint64_t bits;
	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static inline double strict_of_bits(uint64_t bits)
{
	double x;
	memcpy(&x, &bits, sizeof x);
	return x;
}

/* The upper word: sign, exponent and 20 bits; of |x|. */
static inline int32_t strict_high(double x)
{
	return (int32_t)(strict_bits(x) >> 32);
}

static inline int32_t strict_high_of_size(double x)
{
	return strict_high(x) & 0x7fffffff;
}

/* The same with the lower word cleared, or with another upper word. */
static inline double strict_chop(double x)
{
	return strict_of_bits(strict_bits(x) & ~UINT64_C(0xffffffff));
}

static inline double strict_with_high(double x, int32_t high)
{
	return strict_of_bits((uint64_t)(uint32_t)high << 32 | (strict_bits(x) & 0xffffffff));
}

#endif
