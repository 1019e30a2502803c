/* SPDX-License-Identifier: Apache-2.0 */
package alone;

/** Has no port; waits for ever, and says when it is asked to stop. */
public final class Alone {
	public static void main(String[] arguments) throws InterruptedException {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
		System.out.println("awake");
		Thread.sleep(Long.MAX_VALUE);
	}
}
