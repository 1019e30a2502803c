/* SPDX-License-Identifier: Apache-2.0 */
/* line_table.h: the lines of all methods of a class in about one byte each, where a LineNumberTable takes
 * four and a header for each method. The body of the attribute "Lines" of a class that `stardust build` has
 * stripped (host/java/strip.h), looked up where it lies, and only when a stack trace asks. No other class
 * file has the attribute: it is read of the JDK's own only (classfile_parse_trusted).
 *
 * For each method with code, in the order of the class file:
 * - head, a varint: twice the number of its entries, and 1 more when the first begins behind bci 0
 * - start, a varint, where head is odd: the bci at which the first begins
 * - line, a zigzag varint, where there are entries: the first one's line less that of the entry before it in
 *   this table, 0 at its start
 * - for each further entry, which begins behind the one before it, a step. It is one byte b below
 *   LINE_STEP_FAR: bci + 1 + b / LINE_STEP_LINES, line + b % LINE_STEP_LINES - LINE_STEP_BACK. Or it is
 *   LINE_STEP_FAR, a varint to be added to the bci, and a zigzag varint to be added to the line.
 *
 * A varint has seven bits a byte, the lowest first, the top bit set in all but the last; a zigzag varint is
 * one of 2n for n >= 0 and of -2n - 1 for n < 0. Entries are by bci, each once, and a line differs from the
 * one before it.
 */
#ifndef JVM_CLASSFILE_LINE_TABLE_H
#define JVM_CLASSFILE_LINE_TABLE_H

#include "jvm/classfile/classfile.h"

#define LINE_TABLE_NAME "Lines"

/* As the JDK's classes have them: 93 % of the steps take one byte. */
enum { LINE_STEP_BACK = 2, LINE_STEP_LINES = 9, LINE_STEP_FAR = 252 };

/* The line of an instruction of the class's method number `method` of those with code, from 0; -1: none, or
 * the table is damaged. Any bytes are safe. */
int line_table_find(struct classfile_span table, unsigned method, uint32_t bci);

enum { SOURCE_BYTES = 256 };
/* What javac calls the source of a class by that name: of "java/util/Map$Entry" it is "Map.java". False when
 * it has more than SOURCE_BYTES with its zero byte. A stripped class that has lines has a SourceFile only
 * where it is another. */
bool line_table_source(struct classfile_span class_name, char out[SOURCE_BYTES]);

#endif
