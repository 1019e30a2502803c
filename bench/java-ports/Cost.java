/* SPDX-License-Identifier: Apache-2.0 */
package cost;

import java.util.Iterator;
import stardust.Capacity;
import stardust.In;
import stardust.Out;

/** Sends and receives as many messages of 16 bytes as its argument says, in one thread, without ever waiting. Its
 * instructions are counted from outside (measure-ports). */
public final class Cost {
	record Pair(long first, long second) {
	}

	@Capacity(16)
	static final In<Pair> in = In.port("in");
	static final Out<Pair> out = Out.port("out");

	public static void main(String[] args) throws InterruptedException {
		Thread sender = new Thread(() -> out.send(new Pair(1, 2)));
		sender.start(); // both ends greet
		in.receive();
		sender.join();
		Pair pair = new Pair(3, 4);
		Iterator<Pair> pairs = in.iterator();
		for (int i = Integer.parseInt(args[0]); i > 0 && pair != null; i--) {
			out.send(pair);
			pair = pairs.hasNext() ? pairs.next() : null;
		}
		System.out.println(pair);
	}
}
