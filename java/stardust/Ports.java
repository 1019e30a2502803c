/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is below In and Out: natives (jvm/port), and what these call. */
final class Ports {
	/* enum sd_status, include/stardust/status.h */
	static final int OK = 0, CLOSED = 1, TIMEOUT = 2, UNKNOWN = 3, REFUSED = 4, BROKEN = 5, TOO_BIG = 6, INVALID = 7,
			CANCELLED = 9;

	/** Deadline.FOREVER.time, as a constant. */
	static final long FOREVER = -1;

	private Ports() {
	}

	/** The index of a port for the other methods; IllegalArgumentException names those that there are. */
	static native int find(String name, boolean receives);

	/** A new record, or null when the deadline passed; else a PortException. Times are as Deadline has them. */
	static native Object receive(int port, String name, long deadline);

	/** The result is a status. */
	static native int send(int port, Object record, long deadline);

	static native void close(int port);

	/* Called by the natives; all but the first for what is not flat. */

	private static void fail(String name, int status) {
		throw PortException.of(name, status);
	}

	private static Object[] elements(List<?> list) {
		return list.toArray();
	}

	private static List<?> list(Object[] elements) {
		return Arrays.asList(elements);
	}

	private static Object orNull(Optional<?> option) {
		return option.isPresent() ? option.get() : null;
	}

	private static Optional<?> option(Object value) {
		return Optional.ofNullable(value);
	}
}
