/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is below In and Out: natives (jvm/port), and what these call. */
final class Ports {
	/* enum sd_status, include/stardust/status.h */
	static final int OK = 0, CLOSED = 1, TIMEOUT = 2, UNKNOWN = 3, REFUSED = 4, BROKEN = 5, TOO_BIG = 6, INVALID = 7;

	private Ports() {
	}

	/** The index of a port for the other methods; IllegalArgumentException names those that there are. */
	static native int find(String name, boolean receives);

	/** Puts a new record into to[0]. Times are as Deadline has them; the result is a status. */
	static native int receive(int port, long deadline, Object[] to);

	static native int send(int port, Object record, long deadline);

	static native void close(int port);

	/* Called by the natives for what is not flat. */

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
