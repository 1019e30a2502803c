/* SPDX-License-Identifier: Apache-2.0 */
package ports;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import kinds.Colour;
import kinds.Deep;
import kinds.Flat;
import kinds.Point;
import stardust.Capacity;
import stardust.ClosedException;
import stardust.Deadline;
import stardust.In;
import stardust.InterruptException;
import stardust.Out;
import stardust.TimeoutException;

/** Every kind of field through a service in C and back; deadlines, ends, and values that cannot be sent. */
public final class Ports {
	static final Out<Flat> flat = Out.port("flat");
	@Capacity(4)
	static final In<Flat> flat_back = In.port("flat_back");
	static final Out<Deep> deep = Out.port("deep");
	static final In<Deep> deep_back = In.port("deep_back");
	static final In<Point> never = In.port("never");

	private static int failed;

	private static void check(boolean good, String what) {
		System.out.println((good ? "good: " : "BAD: ") + what);
		if (!good)
			failed = 1;
	}

	private static void fails(Class<?> wanted, String message, Runnable what) {
		try {
			what.run();
			check(false, message);
		} catch (RuntimeException e) {
			check(e.getClass() == wanted && String.valueOf(e.getMessage()).contains(message), wanted.getSimpleName() + ": "
					+ e.getMessage());
		}
	}

	private static Flat flat(String code, long huge, Optional<Integer> missing) {
		return new Flat(true, (byte) -128, 255, (short) -32768, Integer.MIN_VALUE, 4294967295L, Long.MIN_VALUE, huge,
				new Point(1.5f, -0.0), code, new byte[] { 0, -1 }, Colour.red, new short[] { -1, 0, 1 },
				Optional.of(new Point(Float.NaN, Double.MIN_VALUE)), missing);
	}

	/* Records compare arrays by identity, so: each part. */
	private static boolean same(Flat a, Flat b) {
		return a.flag() == b.flag() && a.tiny() == b.tiny() && a.byte_() == b.byte_() && a.small() == b.small()
				&& a.medium() == b.medium() && a.wide() == b.wide() && a.large() == b.large() && a.huge() == b.huge()
				&& a.point().equals(b.point()) && a.code().equals(b.code()) && Arrays.equals(a.raw(), b.raw())
				&& a.colour() == b.colour() && Arrays.equals(a.grid(), b.grid()) && a.corner().equals(b.corner())
				&& a.missing().equals(b.missing());
	}

	private static boolean same(Deep a, Deep b) {
		return same(a.flat(), b.flat()) && a.title().equals(b.title()) && Arrays.equals(a.blob(), b.blob())
				&& Arrays.equals(a.numbers(), b.numbers()) && a.names().equals(b.names())
				&& a.colours().equals(b.colours()) && a.points().equals(b.points()) && a.note().equals(b.note())
				&& a.count().equals(b.count());
	}

	private static void tryFlat() {
		Flat first = flat("Zürich", -1, Optional.of(-5)), second = flat("", 0, Optional.empty());
		fails(TimeoutException.class, "flat_back", () -> flat_back.receive(Deadline.afterMillis(20)));
		check(flat_back.tryReceive().isEmpty(), "nothing is there yet");
		flat.send(first);
		flat.send(second, Deadline.afterMillis(60_000));
		check(same(first, flat_back.receive()), "a flat value comes back");
		check(same(second, flat_back.receive(Deadline.afterMillis(60_000))), "another comes back");
		fails(IllegalArgumentException.class, "code: 9 are more than the 8 of its type",
				() -> flat.send(flat("123456789", 0, Optional.empty())));
		fails(IllegalArgumentException.class, "code: half a surrogate pair",
				() -> flat.send(flat("\ud83d", 0, Optional.empty())));
		fails(NullPointerException.class, "code is null", () -> flat.send(flat(null, 0, Optional.empty())));
		fails(NullPointerException.class, "missing is null", () -> flat.send(flat("", 0, null)));
		flat.close();
		fails(IllegalStateException.class, "flat", () -> flat.send(first));
		int left = 0;
		for (Flat value : flat_back)
			left++;
		check(left == 0, "iteration ends where the sender does");
		fails(ClosedException.class, "flat_back", flat_back::receive);
		fails(NoSuchElementException.class, "ended", () -> flat_back.iterator().next());
	}

	private static void tryDeep() {
		byte[] blob = new byte[300];
		Arrays.fill(blob, (byte) 9);
		String title = "ä€\ud83d\ude00".repeat(40);
		Deep first = new Deep(flat("x", 1, Optional.empty()), title, blob, new int[] { 1, -2, 3 }, List.of("a", "", "bcdefghi"),
				List.of(Colour.blue, Colour.green), List.of(new Point(1, 2), new Point(3, 4)), Optional.of("Nö"),
				Optional.of(65535));
		Deep second = new Deep(flat("y", 2, Optional.of(1)), "", new byte[0], new int[0], List.of(), List.of(), List.of(),
				Optional.empty(), Optional.empty());
		try (deep) {
			deep.send(first);
			check(same(first, deep_back.receive()), "a value with lists and long strings comes back");
			deep.send(second);
			check(same(second, deep_back.receive()), "an empty one comes back");
			fails(IllegalArgumentException.class, "points: 4 are more than the 3",
					() -> deep.send(new Deep(first.flat(), "", blob, new int[0], List.of(), List.of(),
							List.of(first.flat().point(), first.flat().point(), first.flat().point(), first.flat().point()),
							Optional.empty(), Optional.empty())));
			fails(IllegalArgumentException.class, "count: 65536 is no uint16",
					() -> deep.send(new Deep(first.flat(), "", blob, new int[0], List.of(), List.of(), List.of(),
							Optional.empty(), Optional.of(65536))));
		}
	}

	private static void tryInterrupt() throws InterruptedException {
		Thread[] waiters = new Thread[2];
		int[] ended = new int[1];
		for (int i = 0; i < waiters.length; i++) {
			waiters[i] = new Thread(() -> {
				try {
					never.receive();
				} catch (InterruptException e) {
					synchronized (ended) {
						ended[0] += Thread.currentThread().isInterrupted() ? 1 : 0;
					}
				}
			});
			waiters[i].start();
		}
		Thread.sleep(50);
		for (Thread waiter : waiters)
			waiter.interrupt();
		for (Thread waiter : waiters)
			waiter.join();
		check(ended[0] == waiters.length, "an interrupt ends the wait of each of two threads, and stays");
	}

	private static void tryCloseWhileWaited() throws InterruptedException {
		Throwable[] thrown = new Throwable[1];
		Thread waiter = new Thread(() -> {
			try {
				never.receive();
			} catch (RuntimeException e) {
				thrown[0] = e;
			}
		});
		waiter.start();
		Thread.sleep(50);
		never.close();
		waiter.join();
		check(thrown[0] instanceof IllegalStateException, "a close ends the wait of another thread");
	}

	public static void main(String[] args) throws InterruptedException {
		tryInterrupt();
		tryCloseWhileWaited();
		tryFlat();
		tryDeep();
		flat_back.close();
		fails(IllegalStateException.class, "flat_back: this side was closed", flat_back::receive);
		fails(IllegalArgumentException.class, "no port 'x' that receives; those are: flat_back, deep_back, never",
				() -> In.port("x"));
		fails(IllegalStateException.class, "port flat has an owner", () -> Out.port("flat"));
		System.out.println(failed == 0 ? "all good" : "FAILED");
		System.exit(failed);
	}
}
