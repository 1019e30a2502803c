/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The type of a record component, or the integer type of an enum, as in a .sd file, where it is not the one that
 * Java's type stands for: "uint16", "string<4>".
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.RECORD_COMPONENT, ElementType.TYPE })
public @interface Type {
	String value();
}
