// SPDX-License-Identifier: Apache-2.0
// unpacked: an image has neither sockets nor processes
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What ends a call that blocks: closing what it waits for, and an interrupt. */
public class Interrupts {
    static final InetAddress loopback = InetAddress.getLoopbackAddress();

    interface Call {
        Object run() throws Exception;
    }

    interface Deed {
        void run(Thread blocked) throws Exception;
    }

    /** Lets a thread block in `call`, does `deed`, and prints how the call ended. */
    static void end(String what, Call call, Deed deed) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                System.out.println(what + ": " + call.run());
            } catch (Exception e) {
                System.out.println(what + ": " + e + " " + Thread.currentThread().isInterrupted());
            }
        });
        thread.setDaemon(true);
        thread.start();
        begun.await();
        Thread.sleep(100);
        deed.run(thread);
        thread.join(TimeUnit.SECONDS.toMillis(20));
        if (thread.isAlive())
            System.out.println(what + ": still blocked");
    }

    public static void main(String[] arguments) throws Exception {
        sockets();
        channels();
        others();
    }

    static void sockets() throws Exception {
        ServerSocket server = new ServerSocket(0, 5, loopback);
        Socket socket = new Socket(loopback, server.getLocalPort());
        end("read", () -> socket.getInputStream().read(), thread -> socket.close());
        end("accept", () -> {
            server.accept(); // the one above
            return server.accept();
        }, thread -> server.close());
        DatagramSocket datagrams = new DatagramSocket(0, loopback);
        end("receive", () -> {
            datagrams.receive(new DatagramPacket(new byte[10], 10));
            return null;
        }, thread -> datagrams.close());
    }

    static void channels() throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
        SocketChannel one = SocketChannel.open(server.getLocalAddress());
        SocketChannel two = SocketChannel.open(server.getLocalAddress());
        server.accept();
        server.accept();
        end("channel read, interrupted", () -> one.read(ByteBuffer.allocate(10)), Thread::interrupt);
        System.out.println(one.isOpen());
        end("channel read, closed", () -> two.read(ByteBuffer.allocate(10)), thread -> two.close());
        end("channel accept, interrupted", server::accept, Thread::interrupt);
        SocketChannel writer = SocketChannel.open();
        try (ServerSocketChannel deaf = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
            writer.connect(deaf.getLocalAddress());
            end("channel write, closed", () -> {
                while (true)
                    writer.write(ByteBuffer.allocate(1 << 20));
            }, thread -> writer.close());
        }
        Pipe pipe = Pipe.open();
        end("pipe, interrupted", () -> pipe.source().read(ByteBuffer.allocate(1)), Thread::interrupt);
        Selector selector = Selector.open();
        end("select, woken", selector::select, thread -> selector.wakeup());
        end("select, interrupted", selector::select, Thread::interrupt);
        end("select, closed", selector::select, thread -> selector.close());
    }

    static void others() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        end("process, interrupted", process::waitFor, Thread::interrupt);
        end("process, ended", process::waitFor, thread -> process.destroy());
        Process quiet = new ProcessBuilder("cat").start();
        end("process's output", () -> quiet.getInputStream().read(), thread -> quiet.getOutputStream().close());
        PipedInputStream in = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(in);
        end("piped stream, interrupted", in::read, Thread::interrupt);
        out.close();
    }
}
