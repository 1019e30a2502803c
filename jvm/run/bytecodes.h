/* SPDX-License-Identifier: Apache-2.0 */
/* bytecodes.h: the instructions of the JVM (JVMS 6.5), in the order of their codes. Included with BC(name,
 * length) defined; length 0: it varies (the switches and wide). */
BC(nop, 1)
BC(aconst_null, 1) BC(iconst_m1, 1) BC(iconst_0, 1) BC(iconst_1, 1) BC(iconst_2, 1) BC(iconst_3, 1) BC(
	iconst_4, 1) BC(iconst_5, 1) BC(lconst_0, 1) BC(lconst_1, 1) BC(fconst_0, 1) BC(fconst_1,
											1) BC(fconst_2, 1)
	BC(dconst_0, 1) BC(dconst_1, 1) BC(bipush, 2) BC(sipush, 3) BC(ldc, 2) BC(ldc_w, 3) BC(ldc2_w, 3) BC(
		iload, 2) BC(lload, 2) BC(fload,
					  2) BC(dload, 2)
		BC(aload, 2) BC(iload_0, 1) BC(iload_1, 1) BC(iload_2, 1) BC(iload_3, 1) BC(lload_0, 1)
			BC(lload_1, 1) BC(lload_2, 1) BC(lload_3, 1) BC(fload_0, 1) BC(fload_1, 1)
				BC(fload_2, 1) BC(fload_3, 1) BC(dload_0, 1) BC(dload_1, 1) BC(dload_2, 1) BC(
					dload_3,
					1) BC(aload_0,
					      1) BC(aload_1,
						    1) BC(aload_2, 1)
					BC(aload_3, 1) BC(iaload, 1) BC(laload, 1) BC(faload, 1) BC(daload, 1)
						BC(aaload, 1) BC(baload, 1) BC(caload, 1) BC(saload, 1)
							BC(istore, 2) BC(lstore, 2) BC(fstore, 2)
								BC(dstore, 2) BC(astore, 2) BC(
									istore_0,
									1) BC(istore_1,
									      1) BC(istore_2,
										    1) BC(istore_3,
											  1) BC(lstore_0, 1)
									BC(lstore_1,
									   1) BC(lstore_2,
										 1) BC(lstore_3,
										       1) BC(fstore_0, 1)
										BC(fstore_1,
										   1) BC(fstore_2,
											 1) BC(fstore_3, 1) BC(dstore_0, 1) BC(dstore_1, 1) BC(dstore_2, 1) BC(dstore_3, 1) BC(astore_0, 1) BC(astore_1, 1) BC(astore_2, 1) BC(astore_3, 1) BC(iastore, 1) BC(lastore, 1) BC(fastore, 1) BC(dastore, 1) BC(aastore, 1) BC(bastore,
																																							  1) BC(castore,
																																								1) BC(sastore,
																																								      1) BC(pop,
																																									    1) BC(pop2,
																																										  1) BC(dup, 1) BC(dup_x1, 1) BC(dup_x2, 1) BC(dup2,
																																															       1) BC(dup2_x1,
																																																     1) BC(dup2_x2,
																																																	   1) BC(swap,
																																																		 1) BC(iadd,
																																																		       1) BC(ladd, 1) BC(fadd, 1) BC(dadd, 1) BC(isub, 1) BC(lsub, 1) BC(fsub,
																																																											 1) BC(dsub,
																																																											       1) BC(imul,
																																																												     1) BC(lmul,
																																																													   1) BC(fmul, 1) BC(dmul, 1) BC(idiv, 1) BC(ldiv,
																																																																		     1) BC(fdiv,
																																																																			   1) BC(ddiv,
																																																																				 1) BC(irem,
																																																																				       1) BC(lrem, 1) BC(frem, 1) BC(drem,
																																																																								     1) BC(ineg,
																																																																									   1) BC(lneg, 1) BC(fneg, 1) BC(dneg, 1) BC(ishl, 1) BC(lshl,
																																																																																 1) BC(ishr,
																																																																																       1) BC(lshr, 1) BC(iushr,
																																																																																			 1) BC(lushr,
																																																																																			       1) BC(iand,
																																																																																				     1) BC(land, 1) BC(ior,
																																																																																						       1) BC(lor,
																																																																																							     1) BC(ixor, 1) BC(lxor,
																																																																																									       1) BC(iinc,
																																																																																										     3) BC(i2l,
																																																																																											   1) BC(i2f,
																																																																																												 1) BC(i2d, 1) BC(l2i, 1) BC(l2f,
																																																																																															     1) BC(l2d,
																																																																																																   1) BC(f2i,
																																																																																																	 1) BC(f2l,
																																																																																																	       1) BC(f2d, 1) BC(d2i, 1) BC(d2l, 1) BC(d2f,
																																																																																																						      1) BC(i2b,
																																																																																																							    1) BC(i2c,
																																																																																																								  1) BC(i2s, 1) BC(lcmp,
																																																																																																										   1) BC(fcmpl,
																																																																																																											 1) BC(fcmpg,
																																																																																																											       1) BC(dcmpl,
																																																																																																												     1) BC(dcmpg,
																																																																																																													   1) BC(ifeq,
																																																																																																														 3) BC(ifne,
																																																																																																														       3) BC(iflt, 3) BC(ifge, 3) BC(ifgt,
																																																																																																																		     3) BC(ifle,
																																																																																																																			   3) BC(if_icmpeq,
																																																																																																																				 3) BC(if_icmpne,
																																																																																																																				       3) BC(if_icmplt, 3) BC(if_icmpge,
																																																																																																																							      3) BC(if_icmpgt,
																																																																																																																								    3) BC(if_icmple,
																																																																																																																									  3) BC(if_acmpeq, 3) BC(if_acmpne, 3) BC(goto, 3) BC(jsr, 3) BC(ret,
																																																																																																																																	 2) BC(tableswitch,
																																																																																																																																	       0) BC(lookupswitch,
																																																																																																																																		     0)
											BC(ireturn, 1) BC(lreturn, 1) BC(freturn, 1) BC(dreturn, 1) BC(areturn, 1) BC(return, 1) BC(getstatic, 3) BC(
												putstatic,
												3) BC(getfield,
												      3) BC(putfield,
													    3) BC(invokevirtual,
														  3) BC(invokespecial, 3)
												BC(invokestatic, 3) BC(invokeinterface, 5) BC(
													invokedynamic,
													5) BC(new,
													      3) BC(newarray,
														    2) BC(anewarray,
															  3) BC(arraylength, 1)
													BC(athrow, 1) BC(checkcast, 3) BC(
														instanceof
														,
														3) BC(monitorenter,
														      1) BC(monitorexit,
															    1) BC(wide,
																  0)
														BC(multianewarray,
														   4) BC(ifnull,
															 3) BC(ifnonnull,
															       3)
															BC(goto_w,
															   5) BC(jsr_w,
																 5)
