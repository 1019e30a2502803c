/* SPDX-License-Identifier: Apache-2.0 */
package sender;

import pair.Large;
import pair.Middle;
import pair.Note;
import pair.Small;
import stardust.Capacity;
import stardust.In;
import stardust.Out;

/** The streams of small messages of ../pair/sender/sender.c, from Java: "16B rate MESSAGES-PER-SECOND", ROUNDS times. */
public final class Sender {
	private static final int ROUNDS = 5, STREAM = 20_000;

	static final Out<Small> small = Out.port("small");
	static final Out<Middle> middle = Out.port("middle");
	static final Out<Large> large = Out.port("large");
	@Capacity(64)
	static final In<Note> notes = In.port("notes");

	/** One message that is answered, and the answer. */
	private static void exchange(long number) {
		small.send(new Small(new long[] { number, 0 }));
		long answer = notes.receive().number();
		if (answer != number)
			throw new IllegalStateException("answer " + answer + " to " + number);
	}

	public static void main(String[] args) {
		for (int round = 0; round < ROUNDS; round++) {
			exchange(1); // connected
			long start = System.nanoTime();
			for (int i = 1; i < STREAM; i++)
				small.send(new Small(new long[] { 0, i }));
			exchange(2);
			System.out.println("16B rate " + STREAM * 1_000_000_000L / (System.nanoTime() - start));
		}
	}
}
