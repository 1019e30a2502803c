// SPDX-License-Identifier: Apache-2.0
// unpacked: an image has neither sockets nor processes
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;

/** Descriptors that wait, that are the standard ones, and what a process has of ours. */
public class Descriptors {
    static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes()).trim();
    }

    /** Opening a FIFO waits for the other end; a collection does not wait for that. */
    static void fifo(Path folder) throws Exception {
        Path path = folder.resolve("fifo");
        output("mkfifo", path.toString());
        Thread reader = new Thread(() -> {
            try (var in = new FileInputStream(path.toFile())) {
                System.out.println("read " + in.read());
            } catch (IOException e) {
                System.out.println(e);
            }
        });
        reader.start();
        Thread.sleep(200);
        CountDownLatch collected = new CountDownLatch(1);
        Thread collector = new Thread(() -> {
            System.gc();
            collected.countDown();
        });
        collector.setDaemon(true);
        collector.start();
        System.out.println("collected " + collected.await(20, TimeUnit.SECONDS));
        try (var out = new FileOutputStream(path.toFile())) {
            out.write(7);
        }
        reader.join();
    }

    static void processes(Path folder) throws Exception {
        System.out.println(output("/bin/sh", "-c", "(yes; echo $? >&2) | head -n 1 >/dev/null"));
        Path script = folder.resolve("script");
        Files.writeString(script, "echo $#\n");
        script.toFile().setExecutable(true);
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Collections.nCopies(400, "x"));
        System.out.println(output(command.toArray(new String[0])));
    }

    static void errors() throws Exception {
        try {
            new java.util.zip.Deflater(10);
        } catch (IllegalArgumentException e) {
            System.out.println(e);
        }
        try {
            output("");
        } catch (IOException e) {
            System.out.println(e);
        }
        try (var channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.allocate(70000), new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
        } catch (IOException e) {
            System.out.println(e);
        }
        try (var channel = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            System.out.println(e);
        }
        for (int length : new int[] { 106, 107, 108 })
            try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                String name = "/tmp/" + "d".repeat(length - 5);
                channel.bind(UnixDomainSocketAddress.of(name));
                System.out.println(length + " bound");
                Files.delete(Path.of(name));
            } catch (IOException e) {
                System.out.println(length + " " + e);
            }
    }

    /** What is opened after System.err was closed is no standard stream. */
    static void standard(Path folder) throws Exception {
        Path path = folder.resolve("opened");
        System.err.close();
        try (var file = new FileOutputStream(path.toFile())) {
            new ProcessBuilder("/bin/sh", "-c", "echo error >&2").redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
            file.write('x');
        }
        System.out.println(Files.readString(path));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("descriptors");
        fifo(folder);
        processes(folder);
        errors();
        standard(folder);
        output("rm", "-r", folder.toString());
    }
}
