/* SPDX-License-Identifier: Apache-2.0 */
package flights;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import stardust.Capacity;
import stardust.In;
import stardust.Out;

/** What messages cost of the heap: to send a flat record nothing, to receive it the record and its strings. */
public final class Costs {
	@Capacity(64)
	static final In<Flight> in = In.port("in");
	static final Out<Flight> out = Out.port("out");

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
	private static final int COUNT = 50_000;
	private static final char[] letters = "ORD".toCharArray();
	private static Object sink;

	private static long cost(Runnable what) {
		long self = Thread.currentThread().getId();
		what.run();
		long before = threads.getThreadAllocatedBytes(self);
		long idle = threads.getThreadAllocatedBytes(self) - before;
		before = threads.getThreadAllocatedBytes(self);
		what.run();
		return threads.getThreadAllocatedBytes(self) - before - idle;
	}

	private static void sendAll(Flight flight) {
		for (int i = 0; i < COUNT; i++)
			out.send(flight);
	}

	private static void receiveAll() {
		for (int i = 0; i < COUNT; i++)
			sink = in.receive();
	}

	private static void makeAll() {
		for (int i = 0; i < COUNT; i++)
			sink = new Flight(1, (short) 2, 3, new String(letters), true, Cause.weather);
	}

	public static void main(String[] args) throws InterruptedException {
		Flight flight = new Flight(1, (short) 2, 3, new String(letters), true, Cause.weather);
		long[] sent = new long[1];
		Thread sender = new Thread(() -> sent[0] = cost(() -> sendAll(flight)));
		sender.start();
		long received = cost(Costs::receiveAll), made = cost(Costs::makeAll);
		sender.join();
		System.out.println("what came is " + (flight.equals(sink) ? "what was sent" : sink));
		System.out.println("sending costs " + sent[0] + " bytes");
		/* A record of 28 bytes, a String and its bytes at the very least: that the counter counts. */
		System.out.println("making costs " + (made >= 60L * COUNT ? "something" : made + " bytes"));
		System.out.println("receiving costs " + (received - made) + " bytes more than making the records");
	}
}
