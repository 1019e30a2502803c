/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/** A message was not sent, or none was received; the subclass says why, the message names the port. */
public class PortException extends RuntimeException {
	private static final long serialVersionUID = 1;

	PortException(String message) {
		super(message);
	}

	/** For a status that is not OK. */
	static RuntimeException of(String port, int status) {
		switch (status) {
		case Ports.CLOSED:
			return new ClosedException(port + ": the other side has ended");
		case Ports.TIMEOUT:
			return new TimeoutException(port + ": the deadline has passed");
		case Ports.UNKNOWN:
			return new UnknownException(port + ": the message may have arrived or not");
		case Ports.REFUSED:
			return new RefusedException(port + ": refused: the types differ, or nothing is wired to it");
		case Ports.BROKEN:
			return new BrokenException(port + ": the other side vanished or broke the protocol");
		case Ports.TOO_BIG:
			return new IllegalArgumentException(port + ": the value breaks a bound of its type");
		case Ports.INVALID:
			return new IllegalStateException(port + ": this side was closed");
		case Ports.CANCELLED:
			return new InterruptException(port + ": the thread was interrupted");
		default:
			return new PortException(port + ": status " + status);
		}
	}
}
