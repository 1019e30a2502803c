/* SPDX-License-Identifier: Apache-2.0 */
package trouble;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** What an image does not have: a network, and classes that the build did not see. */
public final class Trouble {
	public static void main(String[] args) throws Exception {
		try (Socket socket = new Socket("127.0.0.1", 1)) {
			System.out.println("connected: " + socket);
		} catch (IOException e) {
			System.out.println("socket: " + e);
		}
		try (ServerSocket socket = new ServerSocket(1)) {
			System.out.println("listening: " + socket);
		} catch (IOException e) {
			System.out.println("server: " + e);
		}
		try {
			Class.forName("java.util." + "zip.CRC32C".substring(args.length));
		} catch (ClassNotFoundException e) {
			System.out.println("class: " + e.getMessage());
		}
		try {
			fill(0);
		} catch (OutOfMemoryError e) {
			System.out.println("heap: " + e.getMessage());
		}
		throw new IllegalStateException("nobody catches this");
	}

	private static long fill(int depth) {
		byte[][] held = new byte[1 << 16][];
		for (int i = 0; i < held.length; i++)
			held[i] = new byte[1 << 16];
		return held.length + depth;
	}
}
