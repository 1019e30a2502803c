/* SPDX-License-Identifier: Apache-2.0 */
package stardust;

import java.time.Duration;

/** A point in time until which a call may wait. A point, not a span: a call that is made again waits no longer. */
public final class Deadline {
	/** Waits without limit. */
	public static final Deadline FOREVER = new Deadline(Ports.FOREVER);
	/** Does not wait. */
	public static final Deadline NOW = new Deadline(0);

	/** Nanoseconds: 146 years; more is no limit. */
	private static final long LONGEST = Long.MAX_VALUE / 2;

	final long time; /* nanoseconds of System.nanoTime, which is the monotonic clock; -1: none */

	private Deadline(long time) {
		this.time = time;
	}

	public static Deadline afterMillis(long milliseconds) {
		if (milliseconds <= 0)
			return NOW;
		return milliseconds > LONGEST / 1_000_000 ? FOREVER : afterNanos(milliseconds * 1_000_000);
	}

	public static Deadline after(Duration span) {
		if (span.isNegative())
			return NOW;
		long seconds = span.getSeconds();
		return seconds >= LONGEST / 1_000_000_000 ? FOREVER : afterNanos(seconds * 1_000_000_000 + span.getNano());
	}

	private static Deadline afterNanos(long nanoseconds) {
		return nanoseconds <= 0 ? NOW : new Deadline(System.nanoTime() + nanoseconds);
	}
}
