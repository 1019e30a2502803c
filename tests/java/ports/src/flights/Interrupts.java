/* SPDX-License-Identifier: Apache-2.0 */
package flights;

import java.util.Iterator;
import stardust.Capacity;
import stardust.Deadline;
import stardust.In;
import stardust.InterruptException;
import stardust.Out;

/** Thread.interrupt ends every wait on a port, and loses no message. */
public final class Interrupts {
	@Capacity(2)
	static final In<Flight> in = In.port("in");
	static final Out<Flight> out = Out.port("out");
	@Capacity(1)
	static final In<Flight> quiet = In.port("quiet");
	static final Out<Flight> nobody = Out.port("nobody");

	private static Flight flight(int day) {
		return new Flight(day, (short) 0, 0, "", false, Cause.carrier);
	}

	/* The wait of a thread that is interrupted 50 ms later; thread.getState() would be RUNNABLE. */
	private static void interrupted(String what, Runnable wait) throws InterruptedException {
		String[] how = { "nothing was thrown" };
		Thread waiter = new Thread(() -> {
			try {
				wait.run();
			} catch (InterruptException e) {
				how[0] = e.getMessage() + ", status " + Thread.currentThread().isInterrupted();
			}
		});
		waiter.start();
		Thread.sleep(50);
		waiter.interrupt();
		waiter.join(20_000);
		System.out.println(what + ": " + (waiter.isAlive() ? "still waits" : how[0]));
		if (waiter.isAlive())
			System.exit(1);
	}

	private static void takeTurns() throws InterruptedException {
		Thread holder = new Thread(() -> {
			try {
				quiet.receive();
			} catch (InterruptException e) {
				System.out.println("the holder ends too");
			}
		});
		holder.start();
		Thread.sleep(20);
		interrupted("behind another receiver", quiet::receive);
		holder.interrupt();
		holder.join();
	}

	private static void here() {
		Thread self = Thread.currentThread();
		self.interrupt();
		try {
			out.send(flight(99));
			System.out.println("an interrupt before a send was not seen");
		} catch (InterruptException e) {
			System.out.println("before a send: " + e.getMessage());
		}
		System.out.println("no wait: " + quiet.tryReceive().isPresent() + ", status " + Thread.interrupted());
	}

	private static void iterate() {
		Iterator<Flight> all = in.iterator();
		Thread.currentThread().interrupt();
		try {
			all.hasNext();
			System.out.println("an interrupt before hasNext was not seen");
		} catch (InterruptException e) {
			System.out.println("iteration: " + Thread.interrupted());
		}
		StringBuilder days = new StringBuilder();
		for (Flight flight : in)
			days.append(' ').append(flight.day());
		System.out.println("came:" + days);
	}

	public static void main(String[] args) throws InterruptedException {
		interrupted("send with no receiver", () -> nobody.send(flight(0)));
		interrupted("receive", in::receive);
		interrupted("receive with a deadline", () -> in.receive(Deadline.afterMillis(60_000)));
		interrupted("iteration", () -> in.forEach(flight -> { }));
		takeTurns();
		here();
		Thread sender = new Thread(() -> {
			for (int i = 0; i < 2; i++)
				out.send(flight(i));
		});
		sender.start();
		System.out.println("first: " + in.receive().day());
		sender.join();
		here(); // there is room
		out.send(flight(2));
		interrupted("send to a full receiver", () -> out.send(flight(99)));
		Thread last = new Thread(() -> {
			out.send(flight(3));
			out.close();
		});
		last.start();
		iterate();
		last.join();
	}
}
