/* SPDX-License-Identifier: Apache-2.0 */
/* interpret_branch.h: part of the interpreter's loop: branches and switches. */

L_GOTO : pc += pc->y;
POLL;
DISPATCH;

#define IF(name, condition) L_IF_##name : BRANCH_IF(condition);
IF(IEQ, r[pc->a].i == r[pc->b].i)
IF(INE, r[pc->a].i != r[pc->b].i)
IF(ILT, r[pc->a].i < r[pc->b].i)
IF(IGE, r[pc->a].i >= r[pc->b].i)
IF(IGT, r[pc->a].i > r[pc->b].i)
IF(ILE, r[pc->a].i <= r[pc->b].i)
IF(IEQ_K, r[pc->a].i == pc->x)
IF(INE_K, r[pc->a].i != pc->x)
IF(ILT_K, r[pc->a].i < pc->x)
IF(IGE_K, r[pc->a].i >= pc->x)
IF(IGT_K, r[pc->a].i > pc->x)
IF(ILE_K, r[pc->a].i <= pc->x)
IF(LEQ, r[pc->a].l == r[pc->b].l)
IF(LNE, r[pc->a].l != r[pc->b].l)
IF(LLT, r[pc->a].l < r[pc->b].l)
IF(LGE, r[pc->a].l >= r[pc->b].l)
IF(LGT, r[pc->a].l > r[pc->b].l)
IF(LLE, r[pc->a].l <= r[pc->b].l)
IF(AEQ, r[pc->a].o == r[pc->b].o)
IF(ANE, r[pc->a].o != r[pc->b].o)
IF(NULL, r[pc->a].o == NULL)
IF(NONNULL, r[pc->a].o != NULL)
IF(FEQ, r[pc->a].f == r[pc->b].f)
IF(FNE, r[pc->a].f != r[pc->b].f)
IF(FLT, r[pc->a].f < r[pc->b].f)
IF(FGE, r[pc->a].f >= r[pc->b].f)
IF(FGT, r[pc->a].f > r[pc->b].f)
IF(FLE, r[pc->a].f <= r[pc->b].f)
IF(FNGE, !(r[pc->a].f >= r[pc->b].f))
IF(FNLT, !(r[pc->a].f < r[pc->b].f))
IF(FNLE, !(r[pc->a].f <= r[pc->b].f))
IF(FNGT, !(r[pc->a].f > r[pc->b].f))
IF(DEQ, r[pc->a].d == r[pc->b].d)
IF(DNE, r[pc->a].d != r[pc->b].d)
IF(DLT, r[pc->a].d < r[pc->b].d)
IF(DGE, r[pc->a].d >= r[pc->b].d)
IF(DGT, r[pc->a].d > r[pc->b].d)
IF(DLE, r[pc->a].d <= r[pc->b].d)
IF(DNGE, !(r[pc->a].d >= r[pc->b].d))
IF(DNLT, !(r[pc->a].d < r[pc->b].d))
IF(DNLE, !(r[pc->a].d <= r[pc->b].d))
IF(DNGT, !(r[pc->a].d > r[pc->b].d))
#undef IF

#define IF_LENGTH(name, comparison)                                                                          \
	L_IF_##name##_LENGTH:                                                                                \
	{                                                                                                    \
		const struct array *const array = (struct array *)r[pc->b].o;                                \
		if (UNLIKELY(!array))                                                                        \
			goto null_pointer;                                                                   \
		BRANCH_IF(r[pc->a].i comparison array->length);                                              \
	}
IF_LENGTH(ILT, <)
IF_LENGTH(IGE, >=)
#undef IF_LENGTH

L_LOOP_ILT:
{
	const int32_t i = r[pc->a].i = (int32_t)((uint32_t)r[pc->a].i + pc->u);
	BRANCH_IF(i < r[pc->b].i);
}
L_LOOP_ILT_K:
{
	const int32_t i = r[pc->a].i = (int32_t)((uint32_t)r[pc->a].i + (uint32_t)(int16_t)pc->b);
	BRANCH_IF(i < pc->x);
}

L_TABLESWITCH:
{
	const int32_t *const table = frame->method->code->switches + pc->u;
	const int32_t key = r[pc->a].i;
	pc += key < table[0] || key > table[1] ? table[2] : table[3 + (uint32_t)key - (uint32_t)table[0]];
	POLL;
	DISPATCH;
}
L_LOOKUPSWITCH:
{
	const int32_t *const table = frame->method->code->switches + pc->u;
	const int32_t key = r[pc->a].i;
	int32_t distance = table[1];
	for (int32_t low = 0, high = table[0] - 1; low <= high;) {
		const int32_t middle = (low + high) / 2;
		const int32_t *const pair = table + 2 + 2 * middle;
		if (pair[0] == key) {
			distance = pair[1];
			break;
		}
		if (pair[0] < key)
			low = middle + 1;
		else
			high = middle - 1;
	}
	pc += distance;
	POLL;
	DISPATCH;
}
