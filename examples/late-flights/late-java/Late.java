/* SPDX-License-Identifier: Apache-2.0 */
package late;

import flights.Flight;
import flights.Tally;
import java.util.Map;
import java.util.TreeMap;
import stardust.Capacity;
import stardust.In;
import stardust.Out;

/**
 * Passes on the flights that were more than 15 minutes late, and tells at the end how many flights, late or not, left
 * from each airport: what ../late/late.c does, in Java.
 */
public final class Late {
	private static final int LATE_MINUTES = 15;

	@Capacity(256)
	static final In<Flight> flights = In.port("flights");
	static final Out<Flight> late = Out.port("late");
	static final Out<Tally> tallies = Out.port("tallies");

	public static void main(String[] args) {
		Map<String, Integer> departures = new TreeMap<>();
		int seen = 0, passed = 0;

		try (late) {
			for (Flight flight : flights) {
				seen++;
				departures.merge(flight.origin(), 1, Integer::sum);
				if (flight.delay() <= LATE_MINUTES)
					continue;
				passed++;
				late.send(flight);
			}
		}
		for (Map.Entry<String, Integer> entry : departures.entrySet())
			tallies.send(new Tally(entry.getKey(), entry.getValue()));
		System.out.println("passed " + passed + " of " + seen + " flights");
	}
}
