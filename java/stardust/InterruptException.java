/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/**
 * The thread was interrupted while it waited, or before: nothing was sent, nothing received. Its interrupt status stays
 * set, as whoever catches this need not know of it; Thread.interrupted() clears it, and then the port can be used again.
 */
public final class InterruptException extends PortException {
	private static final long serialVersionUID = 1;

	InterruptException(String message) {
		super(message);
	}
}
