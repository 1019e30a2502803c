/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/** The other side ended cleanly, and all that it sent was received. */
public final class ClosedException extends PortException {
	private static final long serialVersionUID = 1;

	ClosedException(String message) {
		super(message);
	}
}
