/* SPDX-License-Identifier: Apache-2.0 */
/* interpret_arithmetic.h: part of the interpreter's loop: moves, arithmetic, conversions. */

L_MOVE : r[pc->a] = r[pc->b];
NEXT;
L_MOVE2 : r[pc->a] = r[pc->b];
r[pc->c] = r[pc->d];
NEXT;
L_MOVE3 : r[pc->a] = r[pc->b];
r[pc->c] = r[pc->d];
r[pc->index] = r[pc->kind];
NEXT;
L_CONST : r[pc->a].raw = pc->wide;
NEXT;

/* C's signed overflow is undefined and Java's wraps: sums are unsigned. */
#define INT(name, expression)                                                                                \
	L_##name:                                                                                            \
	{                                                                                                    \
		const uint32_t x = (uint32_t)r[pc->b].i;                                                     \
		const uint32_t y = (uint32_t)r[pc->c].i;                                                     \
		r[pc->a].i = (int32_t)(expression);                                                          \
		NEXT;                                                                                        \
	}
INT(IADD, x + y)
INT(ISUB, x - y)
INT(IMUL, x *y)
INT(IAND, x &y)
INT(IOR, x | y)
INT(IXOR, x ^ y)
INT(ISHL, x << (y & 31))
INT(ISHR, (int32_t)x >> (y & 31))
INT(IUSHR, x >> (y & 31))
#undef INT

#define INT_K(name, expression)                                                                              \
	L_##name:                                                                                            \
	{                                                                                                    \
		const uint32_t x = (uint32_t)r[pc->b].i;                                                     \
		const uint32_t y = pc->u;                                                                    \
		r[pc->a].i = (int32_t)(expression);                                                          \
		NEXT;                                                                                        \
	}
INT_K(IADD_K, x + y)
INT_K(IMUL_K, x *y)
INT_K(IDIV_K, (int32_t)x / (int32_t)y)
INT_K(IREM_K, (int32_t)x % (int32_t)y)
INT_K(IAND_K, x &y)
INT_K(ISHL_K, x << (y & 31))
INT_K(ISHR_K, (int32_t)x >> (y & 31))
INT_K(IUSHR_K, x >> (y & 31))
#undef INT_K

#define LONG(name, expression)                                                                               \
	L_##name:                                                                                            \
	{                                                                                                    \
		const uint64_t x = (uint64_t)r[pc->b].l;                                                     \
		const uint64_t y = (uint64_t)r[pc->c].l;                                                     \
		r[pc->a].l = (int64_t)(expression);                                                          \
		NEXT;                                                                                        \
	}
LONG(LADD, x + y)
LONG(LSUB, x - y)
LONG(LMUL, x *y)
LONG(LAND, x &y)
LONG(LOR, x | y)
LONG(LXOR, x ^ y)
#undef LONG

#define LONG_SHIFT(name, expression)                                                                         \
	L_##name:                                                                                            \
	{                                                                                                    \
		const uint64_t x = (uint64_t)r[pc->b].l;                                                     \
		const uint32_t y = (uint32_t)r[pc->c].i;                                                     \
		r[pc->a].l = (int64_t)(expression);                                                          \
		NEXT;                                                                                        \
	}
LONG_SHIFT(LSHL, x << (y & 63))
LONG_SHIFT(LSHR, (int64_t)x >> (y & 63))
LONG_SHIFT(LUSHR, x >> (y & 63))
#undef LONG_SHIFT

#define LONG_K(name, expression)                                                                             \
	L_##name:                                                                                            \
	{                                                                                                    \
		const uint64_t x = (uint64_t)r[pc->b].l;                                                     \
		const int32_t y = pc->x;                                                                     \
		r[pc->a].l = (int64_t)(expression);                                                          \
		NEXT;                                                                                        \
	}
LONG_K(LADD_K, x + (uint64_t)(int64_t)y)
LONG_K(LAND_K, x &(uint64_t)(int64_t)y)
LONG_K(LSHL_K, x << (y & 63))
LONG_K(LSHR_K, (int64_t)x >> (y & 63))
LONG_K(LUSHR_K, x >> (y & 63))
#undef LONG_K

#define DIVISION(name, member, function)                                                                     \
	L_##name : if (UNLIKELY(r[pc->c].member == 0)) goto division_by_zero;                                \
	r[pc->a].member = function(r[pc->b].member, r[pc->c].member);                                        \
	NEXT;
DIVISION(IDIV, i, int_divide)
DIVISION(IREM, i, int_remainder)
DIVISION(LDIV, l, long_divide)
DIVISION(LREM, l, long_remainder)
#undef DIVISION
division_by_zero : SAVE;
throw_new(thread, "java/lang/ArithmeticException", "/ by zero");
goto unwind;

#define FLOATING(name, member, expression)                                                                   \
	L_##name:                                                                                            \
	{                                                                                                    \
		const typeof(r->member) x = r[pc->b].member;                                                 \
		const typeof(r->member) y = r[pc->c].member;                                                 \
		r[pc->a].member = (expression);                                                              \
		NEXT;                                                                                        \
	}
FLOATING(FADD, f, x + y)
FLOATING(FSUB, f, x - y)
FLOATING(FMUL, f, x *y)
FLOATING(FDIV, f, x / y)
FLOATING(FREM, f, fmodf(x, y))
FLOATING(DADD, d, x + y)
FLOATING(DSUB, d, x - y)
FLOATING(DMUL, d, x *y)
FLOATING(DDIV, d, x / y)
FLOATING(DREM, d, fmod(x, y))
#undef FLOATING

L_DMUL_DADD : r[pc->a].d = r[pc->b].d * r[pc->c].d + r[pc->d].d;
NEXT;
L_DMUL_DSUB : r[pc->a].d = r[pc->d].d - r[pc->b].d * r[pc->c].d;
NEXT;

/* nan: what a comparison with NaN gives */
#define COMPARE(name, member, nan)                                                                           \
	L_##name:                                                                                            \
	{                                                                                                    \
		const typeof(r->member) x = r[pc->b].member;                                                 \
		const typeof(r->member) y = r[pc->c].member;                                                 \
		r[pc->a].i = x < y ? -1 : x > y ? 1 : x == y ? 0 : nan;                                      \
		NEXT;                                                                                        \
	}
COMPARE(LCMP, l, 0)
COMPARE(FCMPL, f, -1)
COMPARE(FCMPG, f, 1)
COMPARE(DCMPL, d, -1)
COMPARE(DCMPG, d, 1)
#undef COMPARE

#define UNARY(name, to, expression)                                                                          \
	L_##name:                                                                                            \
	{                                                                                                    \
		const union slot x = r[pc->b];                                                               \
		r[pc->a].to = (expression);                                                                  \
		NEXT;                                                                                        \
	}
UNARY(INEG, i, (int32_t) - (uint32_t)x.i)
UNARY(LNEG, l, (int64_t) - (uint64_t)x.l)
UNARY(FNEG, f, -x.f)
UNARY(DNEG, d, -x.d)
UNARY(I2L, l, x.i)
UNARY(I2F, f, (float)x.i)
UNARY(I2D, d, x.i)
UNARY(L2I, i, (int32_t)x.l)
UNARY(L2F, f, (float)x.l)
UNARY(L2D, d, (double)x.l)
UNARY(F2I, i, double_to_int(x.f))
UNARY(F2L, l, double_to_long(x.f))
UNARY(F2D, d, x.f)
UNARY(D2I, i, double_to_int(x.d))
UNARY(D2L, l, double_to_long(x.d))
UNARY(D2F, f, (float)x.d)
UNARY(I2B, i, (int8_t)x.i)
UNARY(I2C, i, (uint16_t)x.i)
UNARY(I2S, i, (int16_t)x.i)
#undef UNARY
