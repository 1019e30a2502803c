/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_math.c: StrictMath; and what of Math HotSpot, too, computes by code of its own: functions that
 * may be one unit of the last place off, where the C library's are nearer and faster than StrictMath's. */
#include "jvm/native/native.h"
#include "jvm/native/strict.h"
#include <math.h>

#define ONE(name, function)                                                                                  \
	static void name(struct thread *thread, union slot *args)                                            \
	{                                                                                                    \
		(void)thread;                                                                                \
		args[0].d = function(args[0].d);                                                             \
	}
#define TWO(name, function)                                                                                  \
	static void name(struct thread *thread, union slot *args)                                            \
	{                                                                                                    \
		(void)thread;                                                                                \
		args[0].d = function(args[0].d, args[2].d);                                                  \
	}
ONE(exact_sin, strict_sin)
ONE(exact_cos, strict_cos)
ONE(exact_tan, strict_tan)
ONE(exact_asin, strict_asin)
ONE(exact_acos, strict_acos)
ONE(exact_atan, strict_atan)
TWO(exact_atan2, strict_atan2)
ONE(exact_log, strict_log)
ONE(exact_log10, strict_log10)
ONE(exact_log1p, strict_log1p)
ONE(exact_expm1, strict_expm1)
ONE(exact_sinh, strict_sinh)
ONE(exact_cosh, strict_cosh)
ONE(exact_tanh, strict_tanh)
ONE(exact_sqrt, sqrt)
TWO(exact_remainder, remainder)

/* The C library's sine of a large angle may be eight units off (glibc 2.36, 6381956970095103 * 2^797). */
#define ANGLE(name)                                                                                          \
	static double near_##name(double x)                                                                  \
	{                                                                                                    \
		return fabs(x) < 0x1p20 ? name(x) : strict_##name(x);                                        \
	}
ANGLE(sin)
ANGLE(cos)
ANGLE(tan)
ONE(fast_sin, near_sin)
ONE(fast_cos, near_cos)
ONE(fast_tan, near_tan)
ONE(fast_exp, exp)
ONE(fast_log, log)

/* Through the longer type, since C libraries' own log10 is the least exact of these. */
static double near_log10(double x)
{
	return (double)log10l(x);
}
ONE(fast_log10, near_log10)

/* In Java a power of NaN is NaN, as is one of 1 and -1 to infinity (in C it is 1). */
static double java_pow(double x, double y)
{
	if (isnan(y) || (isinf(y) && fabs(x) == 1))
		return NAN;
	return pow(x, y);
}
TWO(fast_pow, java_pow)

static const struct native_entry strict_natives[] = {
	{ "sin", NULL, exact_sin },     { "cos", NULL, exact_cos },
	{ "tan", NULL, exact_tan },     { "asin", NULL, exact_asin },
	{ "acos", NULL, exact_acos },   { "atan", NULL, exact_atan },
	{ "log", NULL, exact_log },     { "log10", NULL, exact_log10 },
	{ "sqrt", NULL, exact_sqrt },   { "sinh", NULL, exact_sinh },
	{ "cosh", NULL, exact_cosh },   { "tanh", NULL, exact_tanh },
	{ "expm1", NULL, exact_expm1 }, { "log1p", NULL, exact_log1p },
	{ "atan2", NULL, exact_atan2 }, { "IEEEremainder", NULL, exact_remainder },
};

static const struct native_entry math_in_place[] = {
	{ "sin", "(D)D", fast_sin },  { "cos", "(D)D", fast_cos }, { "tan", "(D)D", fast_tan },
	{ "exp", "(D)D", fast_exp },  { "log", "(D)D", fast_log }, { "log10", "(D)D", fast_log10 },
	{ "pow", "(DD)D", fast_pow },
};
const struct native_class native_in_place_math = { "java/lang/Math", math_in_place,
						   sizeof math_in_place / sizeof math_in_place[0] };

NATIVE_TABLE(java_lang_math);
const struct native_class native_java_lang_math[] = {
	{ "java/lang/StrictMath", strict_natives, sizeof strict_natives / sizeof strict_natives[0] },
};
const size_t native_java_lang_math_count = 1;
