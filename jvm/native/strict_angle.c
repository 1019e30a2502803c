/* SPDX-License-Identifier: Apache-2.0 */
/* strict_angle.c: sine, cosine, tangent and their inverses (strict.h). Angles are reduced to a rest of at
 * most pi/4 in two doubles, whose sum is exact to some 100 bits. */
#include "jvm/native/strict.h"
#include <math.h>
#include <stdbool.h>

static const double half_pi = 1.57079632679489655800e+00, half_pi_low = 6.12323399573676603587e-17;
static const double quarter_pi = 7.85398163397448278999e-01, quarter_pi_low = 3.06161699786838301793e-17;

/* pi/2 in parts of 33 bits, each with what is left behind it */
static const struct {
	double part, rest;
} half_pi_parts[] = {
	{ 1.57079632673412561417e+00, 6.07710050650619224932e-11 },
	{ 6.07710050630396597660e-11, 2.02226624879595063154e-21 },
	{ 2.02226624871116645580e-21, 8.47842766036889956997e-32 },
};

struct rest {
	double high, low;
	unsigned quadrant; /* mod 4 */
};

static int exponent(double x)
{
	return strict_high_of_size(x) >> 20;
}

/* x > pi/4, at most 2^19 pi/2: takes off n pi/2, in more parts the more digits cancel. */
static struct rest reduce_medium(double x)
{
	const int n = (int)(x * 6.36619772367581382433e-01 + 0.5);
	const double count = n;
	double left = x - count * half_pi_parts[0].part, low = count * half_pi_parts[0].rest;
	double high = left - low;
	const bool is_near = n >= 32 || strict_high(x) == strict_high(count * half_pi);
	for (int i = 1; is_near && i < (n == 1 ? 2 : 3) && exponent(x) - exponent(high) > (i == 1 ? 16 : 49);
	     i++) {
		const double before = left, part = count * half_pi_parts[i].part;
		left = before - part;
		low = count * half_pi_parts[i].rest - ((before - left) - part);
		high = left - low;
	}
	return (struct rest){ high, (left - high) - low, (unsigned)n & 3 };
}

enum { DIGIT = 24, LEAST_DIGITS = 5, MOST_DIGITS = 20 };

/* Digit i of 24 bits of 2/pi, behind the point; 0 before it */
static double two_over_pi(int i)
{
	static const uint64_t words[] = {
		0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
		0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
		0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
		0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
		0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
	};
	const int word = i * DIGIT / 64, shift = i * DIGIT % 64;
	if (i < 0)
		return 0;
	const uint64_t bits = shift > 64 - DIGIT ? words[word] << shift | words[word + 1] >> (64 - shift)
						 : words[word] << shift;
	return (double)(bits >> (64 - DIGIT));
}

/* x 2/pi, without what are multiples of 8 in it and what is too small to count (Payne and Hanek) */
struct product {
	double x[3]; /* the digits of x */
	int x_count; /* not 0 at the end */
	int first;   /* the digit of 2/pi that the first sum begins with */
	int scale;   /* the last bit of the first digit behind the integer is 2^(scale - 24 count) */
	double sums[MOST_DIGITS];    /* of products of digits, not carried yet */
	int32_t digits[MOST_DIGITS]; /* of the fraction, the last first */
	int count;
};

static void add_sum(struct product *product, int i)
{
	double sum = 0;
	for (int j = 0; j < product->x_count; j++)
		sum += product->x[j] * two_over_pi(product->first + i - j);
	product->sums[i] = sum;
}

/* Carries from the last sum to the first, which is returned. */
static double carry(struct product *product)
{
	double z = product->sums[product->count];
	for (int i = 0; i < product->count; i++) {
		const double over = (double)(int)(0x1p-24 * z);
		product->digits[i] = (int)(z - 0x1p24 * over);
		z = product->sums[product->count - 1 - i] + over;
	}
	return z;
}

/* 1 less the fraction, whose part in `upper` is not among the digits */
static double complement(struct product *product, double upper, bool is_upper)
{
	bool borrows = false;
	for (int i = 0; i < product->count; i++) {
		const int32_t digit = product->digits[i];
		if (borrows)
			product->digits[i] = 0xffffff - digit;
		else if (digit != 0)
			product->digits[i] = 0x1000000 - digit;
		borrows |= digit != 0;
	}
	if (product->scale > 0)
		product->digits[product->count - 1] &= (1 << (DIGIT - product->scale)) - 1;
	if (is_upper) {
		upper = 1 - upper;
		if (borrows)
			upper -= ldexp(1, product->scale);
	}
	return upper;
}

/* Whether there are more digits than zeroes; else as many more are needed as there are zeroes. */
static bool has_digits(struct product *product)
{
	for (int i = product->count - 1; i >= LEAST_DIGITS - 1; i--)
		if (product->digits[i])
			return true;
	int zeroes = 1;
	while (product->digits[LEAST_DIGITS - 1 - zeroes] == 0)
		zeroes++;
	for (int i = 0; i < zeroes; i++)
		add_sum(product, ++product->count);
	return false;
}

/* The fraction times pi/2, from digits of both */
static struct rest times_half_pi(const struct product *product, bool is_complement, unsigned quadrant)
{
	static const double half_pi_digits[] = {
		1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15,
		3.28200341580791294123e-22, 1.27065575308067607349e-29,
	};
	double digits[MOST_DIGITS] = { 0 }, terms[MOST_DIGITS] = { 0 }, high = 0,
	       unit = ldexp(1, product->scale);
	const int last = product->count;
	for (int i = last; i >= 0; i--, unit *= 0x1p-24)
		digits[i] = unit * product->digits[i];
	for (int i = last; i >= 0; i--) {
		for (int k = 0; k < LEAST_DIGITS && k <= last - i; k++)
			terms[last - i] += half_pi_digits[k] * digits[i + k];
	}
	for (int i = last; i >= 0; i--)
		high += terms[i];
	double low = terms[0] - high;
	for (int i = 1; i <= last; i++)
		low += terms[i];
	return is_complement ? (struct rest){ -high, -low, quadrant & 3 }
			     : (struct rest){ high, low, quadrant & 3 };
}

/* Any larger finite x */
static struct rest reduce_large(double x)
{
	const int e = exponent(x) - 1046; /* x = z 2^e, z of 24 bits before the point */
	double z = ldexp(x, -e);
	struct product product = { .x_count = 3, .count = LEAST_DIGITS - 1 };
	for (int i = 0; i < 3; i++) {
		product.x[i] = i < 2 ? (double)(int)z : z;
		z = (z - product.x[i]) * 0x1p24;
	}
	while (product.x[product.x_count - 1] == 0)
		product.x_count--;
	product.first = e > 3 ? (e - 3) / DIGIT : 0;
	product.scale = e - DIGIT * (product.first + 1);
	for (int i = 0; i < LEAST_DIGITS; i++)
		add_sum(&product, i);
	unsigned quadrant;
	bool is_complement;
	do {
		int32_t *const top = &product.digits[product.count - 1];
		z = ldexp(carry(&product), product.scale);
		z -= 8 * floor(z * 0.125);
		quadrant = (unsigned)z;
		z -= quadrant;
		int above = 0; /* a half: as a bit of the digits, or 2: z has it */
		if (product.scale > 0) {
			const int32_t whole = *top >> (DIGIT - product.scale);
			quadrant += (unsigned)whole;
			*top -= whole << (DIGIT - product.scale);
			above = *top >> (DIGIT - 1 - product.scale);
		} else if (product.scale == 0) {
			above = *top >> (DIGIT - 1);
		} else if (z >= 0.5) {
			above = 2;
		}
		is_complement = above > 0;
		quadrant += is_complement;
		if (is_complement)
			z = complement(&product, z, above == 2);
	} while (z == 0 && !has_digits(&product));
	if (z == 0) {
		do
			product.count--, product.scale -= DIGIT;
		while (product.digits[product.count] == 0);
	} else {
		z = ldexp(z, -product.scale);
		if (z >= 0x1p24) {
			const double over = (double)(int)(0x1p-24 * z);
			product.digits[product.count++] = (int)(z - 0x1p24 * over);
			product.scale += DIGIT;
			z = over;
		}
		product.digits[product.count] = (int)z;
	}
	return times_half_pi(&product, is_complement, quadrant);
}

static struct rest reduce(double x)
{
	const double size = fabs(x);
	if (strict_high(size) <= 0x3fe921fb)
		return (struct rest){ x, 0, 0 };
	const struct rest rest = strict_high(size) <= 0x413921fb ? reduce_medium(size) : reduce_large(size);
	return x < 0 ? (struct rest){ -rest.high, -rest.low, -rest.quadrant & 3 } : rest;
}

static double sin_of(struct rest rest, bool has_low)
{
	const double x = rest.high, y = rest.low, z = x * x, v = z * x;
	if (strict_high_of_size(x) < 0x3e400000)
		return x;
	const double r = 8.33333333332248946124e-03 +
			 z * (-1.98412698298579493134e-04 +
			      z * (2.75573137070700676789e-06 +
				   z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
	const double first = -1.66666666666666324348e-01;
	return has_low ? x - ((z * (0.5 * y - v * r) - y) - v * first) : x + v * (first + z * r);
}

static double cos_of(struct rest rest)
{
	const double x = rest.high, y = rest.low, z = x * x;
	const int32_t size = strict_high_of_size(x);
	if (size < 0x3e400000)
		return 1;
	const double r =
		z * (4.16666666666666019037e-02 +
		     z * (-1.38888888888741095749e-03 +
			  z * (2.48015872894767294178e-05 +
			       z * (-2.75573143513906633035e-07 +
				    z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
	if (size < 0x3fd33333)
		return 1 - (0.5 * z - (z * r - x * y));
	const double part = size > 0x3fe90000 ? 0.28125 : strict_with_high(0, size - 0x00200000);
	const double half = 0.5 * z - part, most = 1 - part;
	return most - (half - (z * r - x * y));
}

/* -1/(x + y), `sum` being their sum rounded */
static double negative_inverse(double x, double y, double sum)
{
	const double upper = strict_chop(sum), lower = y - (upper - x);
	const double inverse = -1 / sum, chopped = strict_chop(inverse);
	const double error = 1 + chopped * upper;
	return chopped + inverse * (error + chopped * lower);
}

/* The tangent, or in odd quadrants minus its inverse */
static double tan_of(struct rest rest)
{
	static const double T[] = {
		3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02,
		2.18694882948595424599e-02, 8.86323982359930005737e-03, 3.59207910759131235356e-03,
		1.45620945432529025516e-03, 5.88041240820264096874e-04, 2.46463134818469906812e-04,
		7.81794442939557092300e-05, 7.14072491382608190305e-05, -1.85586374855275456654e-05,
		2.59073051863633712884e-05,
	};
	double x = rest.high, y = rest.low;
	const bool is_odd = rest.quadrant & 1, is_large = strict_high_of_size(x) >= 0x3fe59428;
	const bool is_negative = strict_bits(x) >> 63;
	if (strict_high_of_size(x) < 0x3e300000)
		return is_odd ? negative_inverse(x, y, x + y) : x;
	if (is_large) {
		if (is_negative)
			x = -x, y = -y;
		x = (quarter_pi - x) + (quarter_pi_low - y);
		y = 0;
	}
	const double z = x * x, w = z * z;
	const double even = T[1] + w * (T[3] + w * (T[5] + w * (T[7] + w * (T[9] + w * T[11]))));
	const double odd = z * (T[2] + w * (T[4] + w * (T[6] + w * (T[8] + w * (T[10] + w * T[12])))));
	const double cube = z * x;
	double r = y + z * (cube * (even + odd) + y);
	r += T[0] * cube;
	const double sum = x + r;
	if (is_large) {
		const double v = is_odd ? -1 : 1;
		return (is_negative ? -1 : 1) * (v - 2 * (x - (sum * sum / (sum + v) - r)));
	}
	return is_odd ? negative_inverse(x, r, sum) : sum;
}

double strict_sin(double x)
{
	if (!isfinite(x))
		return x - x;
	const struct rest rest = reduce(x);
	const bool is_reduced = strict_high_of_size(x) > 0x3fe921fb;
	const double result = rest.quadrant & 1 ? cos_of(rest) : sin_of(rest, is_reduced);
	return rest.quadrant & 2 ? -result : result;
}

double strict_cos(double x)
{
	if (!isfinite(x))
		return x - x;
	const struct rest rest = reduce(x);
	const double result = rest.quadrant & 1 ? -sin_of(rest, true) : cos_of(rest);
	return rest.quadrant & 2 ? -result : result;
}

double strict_tan(double x)
{
	return isfinite(x) ? tan_of(reduce(x)) : x - x;
}

/* (asin(x) - x) / x of z = x^2, times x^2 / z: a quotient of polynomials */
static double arc_ratio(double z)
{
	const double above =
		z * (1.66666666666666657415e-01 +
		     z * (-3.25565818622400915405e-01 +
			  z * (2.01212532134862925881e-01 +
			       z * (-4.00555345006794114027e-02 +
				    z * (7.91534994289814532176e-04 + z * 3.47933107596021167570e-05)))));
	const double below =
		1 + z * (-2.40339491173441421878e+00 +
			 z * (2.02094576023350569471e+00 +
			      z * (-6.88283971605453293030e-01 + z * 7.70381505559019352791e-02)));
	return above / below;
}

double strict_asin(double x)
{
	const int32_t size = strict_high_of_size(x);
	if (fabs(x) == 1)
		return x * half_pi + x * half_pi_low;
	if (size >= 0x3ff00000)
		return (x - x) / (x - x);
	if (size < 0x3e400000)
		return x;
	if (size < 0x3fe00000)
		return x + x * arc_ratio(x * x);
	const double z = (1 - fabs(x)) * 0.5, root = sqrt(z), ratio = arc_ratio(z);
	double result;
	if (size >= 0x3fef3333) {
		result = half_pi - (2 * (root + root * ratio) - half_pi_low);
	} else {
		const double chopped = strict_chop(root), rest = (z - chopped * chopped) / (root + chopped);
		const double p = 2 * root * ratio - (half_pi_low - 2 * rest), q = quarter_pi - 2 * chopped;
		result = quarter_pi - (p - q);
	}
	return x > 0 ? result : -result;
}

double strict_acos(double x)
{
	const int32_t size = strict_high_of_size(x);
	const double pi = 3.14159265358979311600e+00;
	if (fabs(x) == 1)
		return x > 0 ? 0 : pi + 2 * half_pi_low;
	if (size >= 0x3ff00000)
		return (x - x) / (x - x);
	if (size <= 0x3c600000)
		return half_pi + half_pi_low;
	if (size < 0x3fe00000)
		return half_pi - (x - (half_pi_low - x * arc_ratio(x * x)));
	const double z = (1 - fabs(x)) * 0.5, root = sqrt(z), ratio = arc_ratio(z);
	if (x < 0)
		return pi - 2 * (root + (ratio * root - half_pi_low));
	const double chopped = strict_chop(root), rest = (z - chopped * chopped) / (root + chopped);
	return 2 * (chopped + (ratio * root + rest));
}

double strict_atan(double x)
{
	/* atan of 1/2, 1, 3/2 and infinity */
	static const double high[] = { 4.63647609000806093515e-01, 7.85398163397448278999e-01,
				       9.82793723247329054082e-01, 1.57079632679489655800e+00 };
	static const double low[] = { 2.26987774529616870924e-17, 3.06161699786838301793e-17,
				      1.39033110312309984516e-17, 6.12323399573676603587e-17 };
	static const double A[] = {
		3.33333333333329318027e-01,  -1.99999999998764832476e-01, 1.42857142725034663711e-01,
		-1.11111104054623557880e-01, 9.09088713343650656196e-02,  -7.69187620504482999495e-02,
		6.66107313738753120669e-02,  -5.83357013379057348645e-02, 4.97687799461593236017e-02,
		-3.65315727442169155270e-02, 1.62858201153657823623e-02,
	};
	const double size = fabs(x);
	if (isnan(x))
		return x + x;
	if (size >= 0x1p66)
		return x > 0 ? high[3] + low[3] : -high[3] - low[3];
	if (size < 0x1p-29)
		return x;
	double t = size;
	const int range = size < 0.4375 ? -1 : size < 0.6875 ? 0 : size < 1.1875 ? 1 : size < 2.4375 ? 2 : 3;
	switch (range) {
	case 0:
		t = (2 * t - 1) / (2 + t);
		break;
	case 1:
		t = (t - 1) / (t + 1);
		break;
	case 2:
		t = (t - 1.5) / (1 + 1.5 * t);
		break;
	case 3:
		t = -1 / t;
		break;
	default:
		t = x;
	}
	const double z = t * t, w = z * z;
	const double even = z * (A[0] + w * (A[2] + w * (A[4] + w * (A[6] + w * (A[8] + w * A[10])))));
	const double odd = w * (A[1] + w * (A[3] + w * (A[5] + w * (A[7] + w * A[9]))));
	if (range < 0)
		return t - t * (even + odd);
	const double result = high[range] - ((t * (even + odd) - low[range]) - t);
	return x < 0 ? -result : result;
}

double strict_atan2(double y, double x)
{
	const double pi = 3.1415926535897931160e+00, pi_low = 1.2246467991473531772e-16;
	const bool is_left = signbit(x), is_below = signbit(y);
	if (isnan(x) || isnan(y))
		return x + y;
	if (x == 1)
		return strict_atan(y);
	if (y == 0)
		return !is_left ? y : is_below ? -pi : pi;
	if (x == 0)
		return is_below ? -half_pi : half_pi;
	if (isinf(x)) {
		const double angle = isinf(y) ? (is_left ? 3 * quarter_pi : quarter_pi) : is_left ? pi : 0;
		return is_below ? -angle : angle;
	}
	if (isinf(y))
		return is_below ? -half_pi : half_pi;
	const int scale = (strict_high_of_size(y) - strict_high_of_size(x)) >> 20;
	const double z = scale > 60               ? half_pi + 0.5 * pi_low
			 : is_left && scale < -60 ? 0
						  : strict_atan(fabs(y / x));
	if (!is_left)
		return is_below ? -z : z;
	return is_below ? (z - pi_low) - pi : pi - (z - pi_low);
}
