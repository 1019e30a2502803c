/* SPDX-License-Identifier: Apache-2.0 */
package flights;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stardust.Capacity;
import stardust.Deadline;
import stardust.In;
import stardust.Out;
import stardust.TimeoutException;
import stardust.Type;

/** 60 Strings: the constructor's descriptor is longer than 1,024 characters. */
record Wide(@Type("string<3>") String a0, @Type("string<3>") String a1, @Type("string<3>") String a2, @Type("string<3>") String a3, @Type("string<3>") String a4,
		@Type("string<3>") String a5, @Type("string<3>") String a6, @Type("string<3>") String a7, @Type("string<3>") String a8, @Type("string<3>") String a9,
		@Type("string<3>") String a10, @Type("string<3>") String a11, @Type("string<3>") String a12, @Type("string<3>") String a13, @Type("string<3>") String a14,
		@Type("string<3>") String a15, @Type("string<3>") String a16, @Type("string<3>") String a17, @Type("string<3>") String a18, @Type("string<3>") String a19,
		@Type("string<3>") String a20, @Type("string<3>") String a21, @Type("string<3>") String a22, @Type("string<3>") String a23, @Type("string<3>") String a24,
		@Type("string<3>") String a25, @Type("string<3>") String a26, @Type("string<3>") String a27, @Type("string<3>") String a28, @Type("string<3>") String a29,
		@Type("string<3>") String a30, @Type("string<3>") String a31, @Type("string<3>") String a32, @Type("string<3>") String a33, @Type("string<3>") String a34,
		@Type("string<3>") String a35, @Type("string<3>") String a36, @Type("string<3>") String a37, @Type("string<3>") String a38, @Type("string<3>") String a39,
		@Type("string<3>") String a40, @Type("string<3>") String a41, @Type("string<3>") String a42, @Type("string<3>") String a43, @Type("string<3>") String a44,
		@Type("string<3>") String a45, @Type("string<3>") String a46, @Type("string<3>") String a47, @Type("string<3>") String a48, @Type("string<3>") String a49,
		@Type("string<3>") String a50, @Type("string<3>") String a51, @Type("string<3>") String a52, @Type("string<3>") String a53, @Type("string<3>") String a54,
		@Type("string<3>") String a55, @Type("string<3>") String a56, @Type("string<3>") String a57, @Type("string<3>") String a58, @Type("string<3>") String a59) {
}

record Loose(@Type("list<string<4>, 8>") List<String> list, @Type("option<string<8>>") Optional<String> text) {
}

/** Values that a program can make though no decent one does, deadlines far away and close, wide records. */
public final class Corners {
	@Capacity(8)
	static final In<Loose> in = In.port("in");
	static final Out<Loose> out = Out.port("out");
	@Capacity(1)
	static final In<Wide> wide_in = In.port("wide_in");
	static final Out<Wide> wide_out = Out.port("wide_out");

	interface Deed {
		Object run() throws Exception;
	}

	static void show(String what, Deed deed) {
		try {
			System.out.println(what + ": " + deed.run());
		} catch (Exception e) {
			System.out.println(what + ": " + e);
		}
	}

	static List<String> list(Object[] elements) {
		return new AbstractList<>() {
			@Override
			public Object[] toArray() {
				return elements;
			}

			@Override
			public String get(int i) {
				return "" + i;
			}

			@Override
			public int size() {
				return 2;
			}
		};
	}

	static void send(String what, List<String> list, Optional<String> text) {
		show(what, () -> {
			out.send(new Loose(list, text));
			return in.receive(Deadline.afterMillis(10000));
		});
	}

	static long waits(Deadline deadline) {
		long start = System.nanoTime();
		try {
			in.receive(deadline);
		} catch (TimeoutException e) {
			return System.nanoTime() - start;
		}
		return -1;
	}

	/** The first message needs a receiver that waits for it. */
	static void connect(Runnable sends, In<?> to) throws InterruptedException {
		Thread sender = new Thread(sends);
		sender.start();
		System.out.println(to.receive());
		sender.join();
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static void main(String[] args) throws Exception {
		connect(() -> out.send(new Loose(List.of(), Optional.empty())), in);
		send("as it should be", List.of("", "four"), Optional.of("\ud83d\ude00"));
		send("no array", list(null), Optional.empty());
		send("an array of Strings", list(new String[] { "1", "2" }), Optional.empty());
		send("Integers", list(new Integer[] { 1 }), Optional.empty());
		send("a null in the array", list(new Object[1]), Optional.empty());
		send("no list", null, Optional.empty());
		send("no Optional", List.of(), null);
		send("9 of 8", new ArrayList<>(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9")), Optional.empty());
		send("9 bytes of 8", List.of(), Optional.of("\u00e9\u00e9\u00e9\u00e9\u00e9"));
		send("half a pair", List.of(), Optional.of("a\ud83d"));
		send("an Optional of another class", List.of(), (Optional) Optional.of(3));
		show("null", () -> {
			out.send(null);
			return "sent";
		});
		show("another class", () -> {
			((Out) out).send("text");
			return "sent";
		});
		connect(() -> wide_out.send(new Wide("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
				"20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39",
				"40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59")), wide_in);

		System.out.println("waits for 900 microseconds: " + (waits(Deadline.after(Duration.ofNanos(900_000))) >= 900_000));
		System.out.println("waits for 30 ms: " + (waits(Deadline.afterMillis(30)) >= 30_000_000));
		for (Duration span : new Duration[] { Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE) })
			System.out.println("does not wait: " + (waits(Deadline.after(span)) < 1_000_000_000));
		for (long span : new long[] { 0, -1, -9223372036855L, Long.MIN_VALUE })
			System.out.println("does not wait: " + (waits(Deadline.afterMillis(span)) < 1_000_000_000));
		for (Deadline deadline : new Deadline[] { Deadline.after(ChronoUnit.FOREVER.getDuration()), Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)),
				Deadline.afterMillis(Long.MAX_VALUE), Deadline.afterMillis(Long.MAX_VALUE / 2_000_000) }) {
			Thread sender = new Thread(() -> {
				try {
					Thread.sleep(50);
				} catch (InterruptedException e) {
					throw new IllegalStateException(e);
				}
				out.send(new Loose(List.of(), Optional.empty()));
			});
			sender.start();
			System.out.println("waits for long: " + in.receive(deadline));
			sender.join();
		}
	}
}
