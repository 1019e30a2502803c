/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The number that stands for an enum constant in a message; by default they count from 0. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Value {
	long value();
}
