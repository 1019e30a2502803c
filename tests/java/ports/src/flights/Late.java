/* SPDX-License-Identifier: Apache-2.0 */
package flights;

import stardust.In;
import stardust.Out;
import stardust.PortException;

/** Sends as many flights as asked for; the end of main closes the port. */
public final class Late {
	static final Out<Flight> late = Out.port("late");

	public static void main(String[] args) {
		try {
			for (int i = 0; i < Integer.parseInt(args[0]); i++)
				late.send(new Flight(i, (short) (i % 7), 65535, i % 2 == 0 ? "Köl" : "", true, Cause.security));
		} catch (PortException e) {
			System.out.println(e);
		}
		try {
			In.port("late");
		} catch (IllegalArgumentException e) {
			System.out.println(e.getMessage());
		}
	}
}
