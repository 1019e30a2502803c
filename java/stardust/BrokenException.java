/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/** The other side vanished or broke the protocol; the console says how. */
public final class BrokenException extends PortException {
	private static final long serialVersionUID = 1;

	BrokenException(String message) {
		super(message);
	}
}
