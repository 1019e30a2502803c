/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

/**
 * The end of a channel into which a service sends; declared as In is:
 * <pre>
 *   static final Out&lt;Flight&gt; late = Out.port("late");
 * </pre>
 *
 * @param <T> a record, whose components say what a message holds
 */
public final class Out<T> implements AutoCloseable {
	private final String name;
	private final int port;

	private Out(String name) {
		this.name = name;
		port = Ports.find(name, false);
	}

	/** The port of that name. @throws IllegalArgumentException the service has no such port */
	public static <T> Out<T> port(String name) {
		return new Out<>(name);
	}

	/**
	 * Sends one message; waits while the port is unconnected and while the receiver holds as many as it may.
	 *
	 * @throws InterruptException       the thread was interrupted: not sent; its interrupt status stays set
	 * @throws ClosedException          the receiver has ended: not sent
	 * @throws IllegalArgumentException the value breaks a bound of its type: not sent; the message names the field
	 * @throws NullPointerException     something in it is null: not sent
	 */
	public void send(T value) {
		int status = Ports.send(port, value, Ports.FOREVER);
		if (status != Ports.OK)
			throw PortException.of(name, status);
	}

	/** The same, @throws TimeoutException the deadline passed: not sent. @throws UnknownException it, or an interrupt,
	 * came when the message had left: it may arrive */
	public void send(T value, Deadline deadline) {
		int status = Ports.send(port, value, deadline.time);
		if (status != Ports.OK)
			throw PortException.of(name, status);
	}

	/** Ends this side: the receiver gets what was sent before, then sees the end. Again: nothing. */
	@Override
	public void close() {
		Ports.close(port);
	}

	@Override
	public String toString() {
		return "Out(" + name + ")";
	}
}
