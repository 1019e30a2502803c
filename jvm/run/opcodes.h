/* SPDX-License-Identifier: Apache-2.0 */
/* opcodes.h: the instructions of register code. Included with OP(name) defined by whoever needs a table of
 * them. r[n] is a slot of the frame. "quick" forms replace the general one in place when its constant is
 * resolved. */

/* clang-format off */
/* r[a] = r[b]; then r[c] = r[d]; then r[index] = r[kind].  r[a] = wide */
OP(MOVE)
OP(MOVE2)
OP(MOVE3)
OP(CONST)

/* r[a] = r[b] op r[c]; _K: r[a] = r[b] op x */
OP(IADD) OP(ISUB) OP(IMUL) OP(IDIV) OP(IREM) OP(IAND) OP(IOR) OP(IXOR) OP(ISHL) OP(ISHR) OP(IUSHR)
OP(IADD_K) OP(IMUL_K) OP(IDIV_K) OP(IREM_K) OP(IAND_K) OP(ISHL_K) OP(ISHR_K) OP(IUSHR_K)
OP(LADD) OP(LSUB) OP(LMUL) OP(LDIV) OP(LREM) OP(LAND) OP(LOR) OP(LXOR) OP(LSHL)
OP(LSHR) OP(LUSHR) OP(LADD_K) OP(LAND_K) OP(LSHL_K) OP(LSHR_K) OP(LUSHR_K)
OP(FADD) OP(FSUB) OP(FMUL) OP(FDIV) OP(FREM) OP(DADD) OP(DSUB)
OP(DMUL) OP(DDIV) OP(DREM) OP(LCMP) OP(FCMPL) OP(FCMPG)
OP(DCMPL) OP(DCMPG)
/* r[a] = r[b] * r[c] + r[d];  r[a] = r[d] - r[b] * r[c] */
OP(DMUL_DADD) OP(DMUL_DSUB)
/* r[a] = op r[b] */
OP(INEG) OP(LNEG) OP(FNEG) OP(DNEG) OP(I2L) OP(I2F) OP(I2D) OP(L2I) OP(L2F) OP(L2D) OP(F2I) OP(F2L)
OP(F2D) OP(D2I) OP(D2L) OP(D2F) OP(I2B) OP(I2C) OP(I2S)

/* Branches by y. GOTO; compare r[a] with r[b] (_K: with x); the order is that of the bytecodes. */
OP(GOTO) OP(IF_IEQ) OP(IF_INE) OP(IF_ILT) OP(IF_IGE) OP(IF_IGT) OP(IF_ILE) OP(IF_IEQ_K) OP(IF_INE_K)
OP(IF_ILT_K) OP(IF_IGE_K) OP(IF_IGT_K) OP(IF_ILE_K) OP(IF_LEQ) OP(IF_LNE) OP(IF_LLT)
OP(IF_LGE) OP(IF_LGT) OP(IF_LLE) OP(IF_AEQ) OP(IF_ANE) OP(IF_NULL) OP(IF_NONNULL)
/* r[a] with the length of r[b]. From IF_IEQ to here each is followed by its opposite. */
OP(IF_ILT_LENGTH) OP(IF_IGE_LENGTH)
/* r[a] += x, branch if it is less than r[b];  r[a] += (int16_t)b, branch if it is less than x */
OP(LOOP_ILT) OP(LOOP_ILT_K)
/* Floating comparisons: N… is the negation, true for NaN. */
OP(IF_FEQ) OP(IF_FNE) OP(IF_FLT) OP(IF_FGE) OP(IF_FGT) OP(IF_FLE) OP(IF_FNGE) OP(IF_FNLT) OP(IF_FNLE)
OP(IF_FNGT) OP(IF_DEQ) OP(IF_DNE) OP(IF_DLT) OP(IF_DGE) OP(IF_DGT) OP(IF_DLE) OP(IF_DNGE)
OP(IF_DNLT) OP(IF_DNLE) OP(IF_DNGT)
/* On r[a]; u: index into code->switches of {low, high, default, targets…} or {count, default, key,
target, …} */
OP(TABLESWITCH) OP(LOOKUPSWITCH)

/* r[a] = r[b][r[c]];  r[b][r[c]] = r[a];  lengths */
OP(IALOAD) OP(LALOAD) OP(AALOAD) OP(BALOAD) OP(CALOAD) OP(SALOAD) OP(IASTORE) OP(LASTORE) OP(AASTORE)
OP(BASTORE) OP(CASTORE) OP(ARRAYLENGTH)

/* r[a] = r[b].field;  r[b].field = r[a].  General: index, kind. Quick: u = offset. */
OP(GETFIELD) OP(PUTFIELD) OP(GETFIELD_Z) OP(GETFIELD_B) OP(GETFIELD_C) OP(GETFIELD_S) OP(GETFIELD_I)
OP(GETFIELD_L) OP(GETFIELD_A) OP(PUTFIELD_Z) OP(PUTFIELD_B) OP(PUTFIELD_S) OP(PUTFIELD_I)
OP(PUTFIELD_L) OP(PUTFIELD_A) OP(GETFIELD_VOLATILE) OP(PUTFIELD_VOLATILE)
/* Static: u = address. */
OP(GETSTATIC) OP(PUTSTATIC) OP(GETSTATIC_Z) OP(GETSTATIC_B) OP(GETSTATIC_C) OP(GETSTATIC_S)
OP(GETSTATIC_I) OP(GETSTATIC_L) OP(GETSTATIC_A) OP(PUTSTATIC_Z) OP(PUTSTATIC_B)
OP(PUTSTATIC_S) OP(PUTSTATIC_I) OP(PUTSTATIC_L) OP(PUTSTATIC_A) OP(GETSTATIC_VOLATILE)
OP(PUTSTATIC_VOLATILE)

/* r[a] = constant `index`; quick: u = pool, an object kept in resolved_objects; a class: u = its
mirror */
OP(LDC) OP(LDC_QUICK) OP(LDC_MIRROR)

/* r[a] = new; general: index; quick: u = class. NEWARRAY, ANEWARRAY: length r[b], u = array class. */
OP(NEW) OP(NEW_QUICK) OP(NEWARRAY) OP(ANEWARRAY) OP(ANEWARRAY_QUICK)
OP(MULTIANEWARRAY) /* r[a] = new; lengths r[b] …, d of them */
/* CHECKCAST: r[a] in place. INSTANCEOF: r[a] = r[b] is. Quick: u = class */
OP(CHECKCAST) OP(CHECKCAST_QUICK) OP(INSTANCEOF) OP(INSTANCEOF_QUICK)

/* Calls take two instructions, and go on behind the second. In the first, a = the first argument's register,
 * b = the result's, and, until it is resolved, index. Resolved:
 *
 *                  first, u =             second
 *   STATIC         method                 -
 *   CHECK_INDEX    Objects.checkIndex     -                  called only where it throws
 *   SPECIAL        method                 -
 *   CONSTRUCT      Object.<init>          -                  called only for what has a finalizer
 *   VIRTUAL        index in the vtable    -
 *   INTERFACE      method                 wide = class | method << 32, the inline cache
 *   CHECKED        method                 u = what the receiver must be of, y = enum invoke: looked at each time
 *   CONSTANT       struct call_site       -                  no call: r[b] = its constant
 *   SITE           struct call_site       a = the appendix's register
 *   SELECT         struct call_site       the same; may have a direct target
 *   HANDLE         method of MethodHandle a = slots of arguments
 */
OP(INVOKEVIRTUAL) OP(INVOKESPECIAL) OP(INVOKESTATIC) OP(INVOKEINTERFACE) OP(INVOKEDYNAMIC)
OP(INVOKE_STATIC) OP(INVOKE_SPECIAL) OP(INVOKE_VIRTUAL) OP(INVOKE_INTERFACE) OP(INVOKE_SITE)
OP(INVOKE_CONSTANT) OP(INVOKE_HANDLE) OP(INVOKE_SELECT) OP(INVOKE_CHECKED) OP(INVOKE_CHECK_INDEX) OP(INVOKE_CONSTRUCT)

/* Returns of r[a] (all kinds but void are one), of Object's constructor, and of synchronized methods. */
OP(RETURN) OP(RETURN_CONSTRUCTED) OP(RETURN_VALUE) OP(RETURN_SYNCHRONIZED) OP(RETURN_VALUE_SYNCHRONIZED)
OP(ENTER_SYNCHRONIZED) OP(ATHROW) OP(MONITORENTER) OP(MONITOREXIT)

/* Without bytecode: a native method; a method that cannot be called; the end of a call from C. */
OP(NATIVE) OP(NATIVE_SYNCHRONIZED) OP(ABSTRACT) OP(EXIT)
	/* clang-format on */
