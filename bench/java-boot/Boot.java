/* SPDX-License-Identifier: Apache-2.0 */

/** When main begins. Under QEMU's -icount a nanosecond is an instruction. */
public final class Boot {
	public static void main(String[] args) {
		System.out.println("hello: nanoseconds " + System.nanoTime());
	}
}
