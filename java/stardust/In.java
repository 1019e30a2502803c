/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The end of a channel from which a service receives. It is declared as a static field of the main class, whose name
 * is the port's:
 * <pre>
 *   static final In&lt;Flight&gt; flights = In.port("flights");
 * </pre>
 * A port connects when it is first used, to whatever the composition wired it to. All methods may be called by any
 * thread; threads that receive from one port take turns. A deadline ends a wait, and so do close and an interrupt.
 *
 * @param <T> a record, whose components say what a message holds
 */
public final class In<T> implements Iterable<T>, AutoCloseable {
	private final String name;
	private final int port;

	private In(String name) {
		this.name = name;
		port = Ports.find(name, true);
	}

	/** The port of that name. @throws IllegalArgumentException the service has no such port */
	public static <T> In<T> port(String name) {
		return new In<>(name);
	}

	/**
	 * Waits for a message.
	 *
	 * @throws ClosedException    every sender has ended, and all messages were received
	 * @throws InterruptException the thread was interrupted; its interrupt status stays set
	 */
	@SuppressWarnings("unchecked")
	public T receive() {
		return (T) Ports.receive(port, name, Ports.FOREVER);
	}

	/** The same, @throws TimeoutException none came before the deadline */
	public T receive(Deadline deadline) {
		T value = receiveOrNull(deadline);
		if (value == null)
			throw PortException.of(name, Ports.TIMEOUT);
		return value;
	}

	/** A message that is there already; does not wait, so an interrupt does not matter. @throws ClosedException as receive does */
	public Optional<T> tryReceive() {
		return Optional.ofNullable(receiveOrNull(Deadline.NOW));
	}

	@SuppressWarnings("unchecked")
	private T receiveOrNull(Deadline deadline) {
		return (T) Ports.receive(port, name, deadline.time);
	}

	/** Receives until every sender has ended. An interrupt throws InterruptException, and loses no message. */
	@Override
	public Iterator<T> iterator() {
		return new Messages<>(this);
	}

	/** Ends this side: senders see it, and a receive that waits throws IllegalStateException. Again: nothing. */
	@Override
	public void close() {
		Ports.close(port);
	}

	@Override
	public String toString() {
		return "In(" + name + ")";
	}

	private static final class Messages<T> implements Iterator<T> {
		private final In<T> in;
		private T next;
		private boolean ended;

		Messages(In<T> in) {
			this.in = in;
		}

		@Override
		public boolean hasNext() {
			if (next == null && !ended) {
				try {
					next = in.receive();
				} catch (ClosedException e) {
					ended = true;
				}
			}
			return next != null;
		}

		@Override
		public T next() {
			if (next == null && !hasNext())
				throw new NoSuchElementException("every sender has ended");
			T value = next;
			next = null;
			return value;
		}
	}
}
