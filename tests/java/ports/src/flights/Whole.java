/* SPDX-License-Identifier: Apache-2.0 */
package flights;

import java.util.Arrays;
import stardust.Capacity;
import stardust.In;
import stardust.Out;
import stardust.Type;

record Samples(@Type("int64[40000]") long[] values) {
}

record Mixed(@Type("uint16[3]") int[] wide, @Type("int16[3]") short[] narrow, @Type("list<float64, 4>") double[] list, byte last) {
}

/** Numbers that need no encoding: more of them than a ring has room for, and those that Java keeps wider than a message does. */
public final class Whole {
	@Capacity(1)
	static final In<Samples> in = In.port("in");
	static final Out<Samples> out = Out.port("out");
	@Capacity(1)
	static final In<Mixed> mixed_in = In.port("mixed_in");
	static final Out<Mixed> mixed_out = Out.port("mixed_out");

	public static void main(String[] args) throws InterruptedException {
		long[] values = new long[40000];
		Arrays.setAll(values, i -> i * 0x9e3779b97f4a7c15L);
		Thread sender = new Thread(() -> {
			for (int i = 0; i < 3; i++)
				out.send(new Samples(values));
			mixed_out.send(new Mixed(new int[] { 0, 40000, 65535 }, new short[] { -1, 2, Short.MIN_VALUE }, new double[] { 0.5, -0.0 }, (byte) -7));
		});
		sender.start();
		for (int i = 0; i < 3; i++)
			System.out.println("samples arrive whole: " + Arrays.equals(in.receive().values(), values));
		Mixed mixed = mixed_in.receive();
		System.out.println(Arrays.toString(mixed.wide()) + Arrays.toString(mixed.narrow()) + Arrays.toString(mixed.list()) + mixed.last());
		sender.join();
	}
}
