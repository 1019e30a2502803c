/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/** The other side's type differs, or nothing is wired to the port; the console says which. */
public final class RefusedException extends PortException {
	private static final long serialVersionUID = 1;

	RefusedException(String message) {
		super(message);
	}
}
