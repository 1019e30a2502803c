/* SPDX-License-Identifier: Apache-2.0 */
package hooked;

import stardust.ClosedException;
import stardust.Out;
import talk.Word;

/** Sends one word, waits for ever, and sends its last words when it is asked to stop. */
public final class Hooked {
	static final Out<Word> words = Out.port("words");

	public static void main(String[] arguments) throws InterruptedException {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				words.send(new Word(2, "last"));
			} catch (ClosedException stoppedToo) {
				/* as the listener may be by now; this side was not closed */
			}
			System.out.println("hook ran");
		}));
		words.send(new Word(1, "first"));
		System.out.println("first word sent");
		Thread.sleep(Long.MAX_VALUE);
	}
}
