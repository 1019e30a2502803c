/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many messages an In port holds before senders wait; without it a send returns when the message is received. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Capacity {
	int value();
}
