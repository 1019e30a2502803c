/* SPDX-License-Identifier: Apache-2.0 */
/* strict_power.c: exponential function, logarithm and hyperbolic functions (strict.h). */
#include "jvm/native/strict.h"
#include <math.h>
#include <stdbool.h>

/* ln 2 in two parts, of which the first has few bits */
static const double ln2 = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
static const double one_over_ln2 = 1.44269504088896338700e+00;
static const double overflows_above = 7.09782712893383973096e+02;

/* x = k ln 2 + high - low, where |high - low| is at most half of ln 2, or little more */
struct parts {
	double high, low;
	int k;
};

static struct parts split(double x)
{
	if (strict_high_of_size(x) < 0x3ff0a2b2) /* 3/2 ln 2 */
		return x > 0 ? (struct parts){ x - ln2, ln2_low, 1 }
			     : (struct parts){ x + ln2, -ln2_low, -1 };
	const int k = (int)(one_over_ln2 * x + (x > 0 ? 0.5 : -0.5));
	return (struct parts){ x - k * ln2, k * ln2_low, k };
}

double strict_exp(double x)
{
	const int32_t size = strict_high_of_size(x);
	if (isnan(x))
		return x + x;
	if (x > overflows_above)
		return INFINITY;
	if (x < -7.45133219101941108420e+02)
		return 0;
	if (size < 0x3e300000)
		return 1 + x;
	const struct parts parts = size > 0x3fd62e42 ? split(x) : (struct parts){ x, 0, 0 };
	const double r = parts.high - parts.low, t = r * r;
	const double c =
		r - t * (1.66666666666666019037e-01 +
			 t * (-2.77777777770155933842e-03 +
			      t * (6.61375632143793436117e-05 +
				   t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
	if (parts.k == 0)
		return 1 - ((r * c) / (c - 2) - r);
	return ldexp(1 - ((parts.low - (r * c) / (2 - c)) - parts.high), parts.k);
}

double strict_expm1(double x)
{
	const int32_t size = strict_high_of_size(x);
	if (isnan(x))
		return x + x;
	if (x > overflows_above)
		return INFINITY;
	if (size >= 0x4043687a && x < 0) /* 56 ln 2 */
		return -1;
	if (size < 0x3c900000)
		return x;
	const struct parts parts = size > 0x3fd62e42 ? split(x) : (struct parts){ x, 0, 0 };
	const int k = parts.k;
	const double r = parts.high - parts.low, lost = (parts.high - r) - parts.low;
	const double half = 0.5 * r, square = r * half;
	const double r1 =
		1 + square * (-3.33333333333331316428e-02 +
			      square * (1.58730158725481460165e-03 +
					square * (-7.93650757867487942473e-05 +
						  square * (4.00821782732936239552e-06 +
							    square * -2.01099218183624371326e-07))));
	const double t = 3 - r1 * half;
	double e = square * ((r1 - t) / (6 - r * t));
	if (k == 0)
		return r - (r * e - square);
	e = r * (e - lost) - lost;
	e -= square;
	if (k == -1)
		return 0.5 * (r - e) - 0.5;
	if (k == 1)
		return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
	if (k <= -2 || k > 56)
		return ldexp(1 - (e - r), k) - 1;
	if (k < 20)
		return ldexp((1 - ldexp(1, -k)) - (e - r), k);
	return ldexp((r - (e + ldexp(1, -k))) + 1, k);
}

/* What log and log1p have in common: z (c1 + z (c2 + …)) of z = s^2, in the order of each */
static const double L[] = { 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
			    2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
			    1.479819860511658591e-01 };

double strict_log(double x)
{
	if (x == 0)
		return -INFINITY;
	if (isnan(x) || x < 0)
		return isnan(x) ? x + x : NAN;
	if (isinf(x))
		return x;
	int k = 0;
	if (x < 0x1p-1022)
		k = -54, x *= 0x1p54;
	const int32_t high = strict_high(x), bits = high & 0xfffff;
	const int32_t carry = (bits + 0x95f64) & 0x100000; /* above the root of 2: half, and one more */
	k += (high >> 20) - 1023 + (carry >> 20);
	const double f = strict_with_high(x, bits | (carry ^ 0x3ff00000)) - 1;
	if (((2 + bits) & 0xfffff) < 3) {
		if (f == 0)
			return k == 0 ? 0 : k * ln2 + k * ln2_low;
		const double r = f * f * (0.5 - 0.33333333333333333 * f);
		return k == 0 ? f - r : k * ln2 - ((r - k * ln2_low) - f);
	}
	const double s = f / (2 + f), z = s * s, w = z * z;
	const double even = w * (L[1] + w * (L[3] + w * L[5]));
	const double odd = z * (L[0] + w * (L[2] + w * (L[4] + w * L[6])));
	const double r = odd + even;
	if (((bits - 0x6147a) | (0x6b851 - bits)) > 0) {
		const double half = 0.5 * f * f;
		return k == 0 ? f - (half - s * (half + r))
			      : k * ln2 - ((half - (s * (half + r) + k * ln2_low)) - f);
	}
	return k == 0 ? f - s * (f - r) : k * ln2 - ((s * (f - r) - k * ln2_low) - f);
}

double strict_log10(double x)
{
	if (!(x > 0) || isinf(x))
		return strict_log(x);
	int k = 0;
	if (x < 0x1p-1022)
		k = -54, x *= 0x1p54;
	const int32_t high = strict_high(x);
	k += (high >> 20) - 1023;
	const int is_small = k < 0;
	const double y = k + is_small;
	x = strict_with_high(x, (high & 0xfffff) | (0x3ff - is_small) << 20);
	const double z = y * 3.69423907715893078616e-13 + 4.34294481903251816668e-01 * strict_log(x);
	return z + y * 3.01029995663611771306e-01;
}

double strict_log1p(double x)
{
	const int32_t high = strict_high(x), size = strict_high_of_size(x);
	if (isnan(x) || x == INFINITY)
		return x + x;
	if (x <= -1)
		return x == -1 ? -INFINITY : NAN;
	if (size < 0x3e200000)
		return size < 0x3c900000 ? x : x - x * x * 0.5;
	int k = 0;
	double f = x, c = 0;
	int32_t bits = 1;
	if (high >= 0x3fda827a || (high < 0 && (uint32_t)high > 0xbfd2bec3)) {
		/* 1 + x = 2^k (1 + f), and c makes good what its rounding has lost */
		double sum = high < 0x43400000 ? 1 + x : x;
		bits = strict_high(sum);
		k = (bits >> 20) - 1023;
		if (high < 0x43400000)
			c = (k > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
		bits &= 0xfffff;
		if (bits < 0x6a09e) {
			sum = strict_with_high(sum, bits | 0x3ff00000);
		} else {
			k++;
			sum = strict_with_high(sum, bits | 0x3fe00000);
			bits = (0x100000 - bits) >> 2;
		}
		f = sum - 1;
	}
	const double half = 0.5 * f * f;
	if (bits == 0) {
		if (f == 0) {
			c += k * ln2_low;
			return k == 0 ? 0 : k * ln2 + c;
		}
		const double r = half * (1 - 0.66666666666666666 * f);
		return k == 0 ? f - r : k * ln2 - ((r - (k * ln2_low + c)) - f);
	}
	const double s = f / (2 + f), z = s * s;
	const double r =
		z * (L[0] + z * (L[1] + z * (L[2] + z * (L[3] + z * (L[4] + z * (L[5] + z * L[6]))))));
	return k == 0 ? f - (half - s * (half + r))
		      : k * ln2 - ((half - (s * (half + r) + (k * ln2_low + c))) - f);
}

/* exp(|x|) / 2 for |x| of 22 and more, where it may be larger than a double although its half is not */
static double half_exp(double size)
{
	if (strict_high(size) < 0x40862e42)
		return 0.5 * strict_exp(size);
	if (size <= strict_of_bits(0x408633ce8fb9f87d)) {
		const double root = strict_exp(0.5 * size);
		return (0.5 * root) * root;
	}
	return INFINITY;
}

double strict_sinh(double x)
{
	const double size = fabs(x), half = signbit(x) ? -0.5 : 0.5;
	if (isnan(x) || isinf(x))
		return x + x;
	if (size < 0x1p-28)
		return x;
	if (size >= 22)
		return x < 0 ? -half_exp(size) : half_exp(size);
	const double t = strict_expm1(size);
	return size < 1 ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
}

double strict_cosh(double x)
{
	const double size = fabs(x);
	if (isnan(x) || isinf(x))
		return x * x;
	if (strict_high(size) < 0x3fd62e43) {
		const double t = strict_expm1(size), w = 1 + t;
		return size < 0x1p-55 ? w : 1 + (t * t) / (w + w);
	}
	if (size >= 22)
		return half_exp(size);
	const double t = strict_exp(size);
	return 0.5 * t + 0.5 / t;
}

double strict_tanh(double x)
{
	const double size = fabs(x);
	if (isnan(x))
		return x + x;
	if (size < 0x1p-55)
		return x * (1 + x);
	double z = 1;
	if (size < 1) {
		const double t = strict_expm1(-2 * size);
		z = -t / (t + 2);
	} else if (size < 22) {
		const double t = strict_expm1(2 * size);
		z = 1 - 2 / (t + 2);
	}
	return x < 0 ? -z : z;
}
