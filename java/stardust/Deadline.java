/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.time.Duration;

/** A point in time until which a call may wait. A point, not a span: a call that is made again waits no longer. */
public final class Deadline {
	/** Waits without limit. */
	public static final Deadline FOREVER = new Deadline(Ports.FOREVER);
	/** Does not wait. */
	public static final Deadline NOW = new Deadline(0);

	final long time; /* nanoseconds of System.nanoTime, which is the monotonic clock; -1: none */

	private Deadline(long time) {
		this.time = time;
	}

	public static Deadline afterMillis(long milliseconds) {
		return milliseconds > Long.MAX_VALUE / 2_000_000 ? FOREVER : afterNanos(milliseconds * 1_000_000);
	}

	public static Deadline after(Duration span) {
		return afterMillis(span.toMillis());
	}

	private static Deadline afterNanos(long nanoseconds) {
		return nanoseconds <= 0 ? NOW : new Deadline(System.nanoTime() + nanoseconds);
	}
}
