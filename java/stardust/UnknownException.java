/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/** The deadline passed, or the link broke, after the message left: it may have arrived or not. */
public final class UnknownException extends PortException {
	private static final long serialVersionUID = 1;

	UnknownException(String message) {
		super(message);
	}
}
