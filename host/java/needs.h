/* SPDX-License-Identifier: Apache-2.0 */
/* What bytecode does not show, one rule a line:
 *
 *   new C                  the virtual machine, or reflection, makes instances of C by any constructor
 *   use C                  … initialises C
 *   call C.m(D)R           … calls it
 *   virtual C.m(D)R        … calls it on any instance of C
 *   members C              the declarations of C's methods are looked up, natives are called
 *   whole C                every method of C is found by name
 *   all P                  … and every class of the package P
 *   handles                method handles are made: all of what implements them, which finds parts by name
 *   names KIND             constants may be names of that kind (names.h)
 *   locales KIND           data of that kind is asked for, locales: they are made of constants (locales.h)
 *   serial                 objects are written to streams or read (serial.h)
 *   signatures             generic types are asked for by reflection
 *   constants              fields are: static constants stay, too
 *   annotations            all annotations of something are (annotated.h)
 *   types                  members are, which hold their types (typed.h)
 *   annotation             annotations of types that the program names are (annotated.h)
 *   file F                 the JDK's file lib/… is read
 *   resource M/F           the file F of the module M is read by a name that is computed
 *   hold M/F               … is not read though the JDK's code names it, but for other rules
 *   when C: RULE           RULE holds once C is initialised
 *   when C.m: RULE         … once a method m of C is reached
 *   when own C.m: RULE     … once the service's own code calls it
 *   end C.m                m's body stays and is not followed: it ends in an error that says what to keep;
 *                          lifted where the service's own code calls m, or C is whole
 *   end C.m unless C2.m2   … lifted also where the service's own code calls m2
 *   end C.m if TEXT        … lifted also where the service's own code has a String constant with that in it
 */
#ifndef HOST_JAVA_NEEDS_H
#define HOST_JAVA_NEEDS_H

extern const char *const needs[]; /* ends with NULL */

#endif
