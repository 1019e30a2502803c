/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/** The deadline passed: nothing was sent, nothing received. */
public final class TimeoutException extends PortException {
	private static final long serialVersionUID = 1;

	TimeoutException(String message) {
		super(message);
	}
}
