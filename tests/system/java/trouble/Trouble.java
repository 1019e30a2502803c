/* SPDX-License-Identifier: Apache-2.0 */
package trouble;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** What an image does not have: a network, and classes that the build did not see. */
public final class Trouble {
	private interface Attempt {
		Object make() throws IOException;
	}

	private static void attempt(String what, Attempt attempt) {
		try {
			System.out.println(what + ": there is one: " + attempt.make());
		} catch (IOException | Error e) {
			System.out.println(what + ": " + e);
		}
	}

	public static void main(String[] args) throws Exception {
		attempt("datagram", () -> new DatagramSocket(1));
		attempt("selector", Selector::open);
		attempt("channel", SocketChannel::open);
		attempt("unix", () -> SocketChannel.open(StandardProtocolFamily.UNIX));
		attempt("name", () -> InetAddress.getByName("stardust.example"));
		attempt("interfaces", NetworkInterface::getNetworkInterfaces);
		attempt("process", () -> new ProcessBuilder("true").start());
		System.out.println("self: " + ProcessHandle.current().isAlive());
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
			Trouble.class.getDeclaredMethod("un" + "seen".substring(args.length)).invoke(null);
		} catch (InvocationTargetException e) {
			System.out.println("method: " + e.getCause().getMessage());
		}
		try {
			Math.class.getMethod("fm" + "a".substring(args.length), float.class, float.class, float.class);
		} catch (NoSuchMethodException e) {
			System.out.println("getMethod: " + e.getMessage());
		}
		try {
			Trouble.class.getDeclaredConstructor(String[].class, int.class);
		} catch (NoSuchMethodException e) {
			System.out.println("constructor: " + e.getMessage());
		}
		System.out.println("constant: " + Integer.class.getField("SI" + "ZE".substring(args.length)).get(null));
		try {
			fill(0);
		} catch (OutOfMemoryError e) {
			System.out.println("heap: " + e.getMessage());
		}
		try {
			System.out.println("number: " + Integer.parseInt("none"));
		} catch (NumberFormatException e) {
			System.out.println("from: " + e.getStackTrace()[1]);
		}
		throw new IllegalStateException("nobody catches this");
	}

	/** Calls what nothing that the build sees calls. */
	static void unseen() {
		System.out.println("fma: " + Math.fma(2.0, 3.0, 4.0));
	}

	private static long fill(int depth) {
		byte[][] held = new byte[1 << 16][];
		for (int i = 0; i < held.length; i++)
			held[i] = new byte[1 << 16];
		return held.length + depth;
	}
}
