// SPDX-License-Identifier: Apache-2.0
// unpacked: an image has neither sockets nor processes
import java.io.*;
import java.net.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;

/** java.net and the channels of java.nio on the loopback interface. */
public class Sockets {
    static final InetAddress loopback = InetAddress.getLoopbackAddress();

    interface Work {
        void run() throws Exception;
    }

    static Thread start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                e.printStackTrace();
            }
        });
        thread.start();
        return thread;
    }

    public static void main(String[] arguments) throws Exception {
        addresses();
        streams();
        timeouts();
        datagrams();
        selector();
        asynchronous();
        unixDomain();
        errors();
    }

    static void addresses() throws Exception {
        System.out.println(loopback + " " + InetAddress.getByName("127.0.0.1").isLoopbackAddress());
        System.out.println(InetAddress.getByName("::1") + " " + InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
        System.out.println(InetAddress.getByName("localhost").isLoopbackAddress());
        System.out.println(NetworkInterface.getByInetAddress(loopback).isLoopback());
        try {
            InetAddress.getByName("no-such-host.invalid");
        } catch (UnknownHostException e) {
            System.out.println(e.getMessage().startsWith("no-such-host.invalid"));
        }
    }

    static void streams() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
            Thread echo = start(() -> {
                try (Socket peer = server.accept()) {
                    peer.getInputStream().transferTo(peer.getOutputStream());
                }
            });
            try (Socket socket = new Socket(loopback, server.getLocalPort())) {
                socket.setTcpNoDelay(true);
                socket.setSoLinger(true, 5);
                socket.setKeepAlive(true);
                System.out.println(socket.getTcpNoDelay() + " " + socket.getSoLinger() + " " + socket.getKeepAlive()
                    + " " + socket.isConnected() + " " + (socket.getPort() == server.getLocalPort()));
                socket.getOutputStream().write("hello over there".getBytes());
                socket.shutdownOutput();
                System.out.println(new String(socket.getInputStream().readAllBytes()));
            }
            echo.join();
        }
    }

    static void timeouts() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
            server.setSoTimeout(50);
            try {
                server.accept();
            } catch (SocketTimeoutException e) {
                System.out.println(e.getMessage());
            }
            try (Socket socket = new Socket(loopback, server.getLocalPort())) {
                socket.setSoTimeout(50);
                try {
                    socket.getInputStream().read();
                } catch (SocketTimeoutException e) {
                    System.out.println(e.getMessage());
                }
                socket.setSoTimeout(0);
                CountDownLatch reading = new CountDownLatch(1);
                Thread reader = start(() -> {
                    try {
                        reading.countDown();
                        socket.getInputStream().read();
                    } catch (SocketException e) {
                        System.out.println(e.getMessage());
                    }
                });
                reading.await();
                Thread.sleep(50);
                socket.close();
                reader.join();
            }
        }
    }

    static void datagrams() throws Exception {
        try (DatagramSocket a = new DatagramSocket(0, loopback); DatagramSocket b = new DatagramSocket(0, loopback)) {
            byte[] text = "datagram".getBytes();
            a.send(new DatagramPacket(text, text.length, loopback, b.getLocalPort()));
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            b.setSoTimeout(10_000);
            b.receive(packet);
            System.out.println(new String(packet.getData(), 0, packet.getLength()) + " " + (packet.getPort() == a.getLocalPort()));
        }
        try (DatagramChannel a = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
             DatagramChannel b = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0))) {
            a.connect(b.getLocalAddress());
            System.out.println(a.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
            ByteBuffer buffer = ByteBuffer.allocateDirect(10);
            System.out.println(a.getLocalAddress().equals(b.receive(buffer)) + " " + buffer.position());
        }
    }

    static void selector() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(loopback, 0)).configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Thread client = start(() -> {
                try (SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
                    channel.write(ByteBuffer.wrap("selected".getBytes()));
                    ByteBuffer answer = ByteBuffer.allocate(100);
                    while (channel.read(answer) >= 0)
                        continue;
                    System.out.println(new String(answer.array(), 0, answer.position()));
                }
            });
            int answered = 0;
            while (answered < 8) {
                selector.select();
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext();) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isAcceptable()) {
                        SocketChannel peer = server.accept();
                        peer.configureBlocking(false);
                        peer.register(selector, SelectionKey.OP_READ);
                    } else if (key.isReadable()) {
                        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
                        answered += ((SocketChannel) key.channel()).read(buffer);
                        buffer.flip();
                        ((SocketChannel) key.channel()).write(buffer);
                        if (answered == 8)
                            key.channel().close();
                    }
                }
            }
            client.join();
            Thread waiting = start(() -> System.out.println(selector.select()));
            selector.wakeup();
            waiting.join();
        }
        Pipe pipe = Pipe.open();
        pipe.sink().write(ByteBuffer.wrap(new byte[5]));
        System.out.println(pipe.source().read(ByteBuffer.allocate(10)));
        pipe.sink().close();
        System.out.println(pipe.source().read(ByteBuffer.allocate(10)));
        pipe.source().close();
    }

    static void asynchronous() throws Exception {
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
             AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
            Future<AsynchronousSocketChannel> accepted = server.accept();
            client.connect(server.getLocalAddress()).get(10, TimeUnit.SECONDS);
            try (AsynchronousSocketChannel peer = accepted.get(10, TimeUnit.SECONDS)) {
                ByteBuffer buffer = ByteBuffer.allocate(10);
                Future<Integer> reading = peer.read(buffer);
                System.out.println(client.write(ByteBuffer.wrap("async".getBytes())).get(10, TimeUnit.SECONDS));
                System.out.println(reading.get(10, TimeUnit.SECONDS));
            }
        }
    }

    static void unixDomain() throws Exception {
        Path path = Files.createTempDirectory("unix").resolve("socket");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            Thread peer = start(() -> {
                try (SocketChannel channel = server.accept()) {
                    channel.write(ByteBuffer.wrap("unix".getBytes()));
                }
            });
            try (SocketChannel channel = SocketChannel.open(address)) {
                ByteBuffer buffer = ByteBuffer.allocate(10);
                channel.read(buffer);
                System.out.println(new String(buffer.array(), 0, buffer.position()));
            }
            peer.join();
        }
        Files.delete(path);
        Files.delete(path.getParent());
    }

    static void errors() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
            port = server.getLocalPort();
            try (ServerSocket second = new ServerSocket(port, 5, loopback)) {
                System.out.println("bound twice");
            } catch (BindException e) {
                System.out.println(e.getMessage());
            }
        }
        try (Socket socket = new Socket(loopback, port)) {
            System.out.println("connected");
        } catch (ConnectException e) {
            System.out.println(e.getMessage());
        }
    }
}
