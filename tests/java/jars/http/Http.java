import java.io.*;
import java.net.*;
import java.util.*;
import org.simpleframework.http.*;
import org.simpleframework.http.core.*;
import org.simpleframework.transport.connect.*;

/** simple-http: serves on a free port of loopback, prints its number, and ends when asked for /end. `http` is its client. */
public class Http implements Container {
    static final java.util.concurrent.CountDownLatch end = new java.util.concurrent.CountDownLatch(1);

    @Override public void handle(Request request, Response response) {
        try {
            response.set("Content-Type", "text/plain; charset=utf-8");
            response.set("Server", "test");
            String path = request.getPath().getPath();
            PrintStream body = new PrintStream(response.getOutputStream(), false, "UTF-8");
            switch (path) {
            case "/hello" -> body.println("hello " + request.getQuery().get("name") + " by " + request.getMethod());
            case "/echo" -> body.print(new StringBuilder(request.getContent()).reverse());
            case "/long" -> {
                for (int i = 0; i < 20_000; i++)
                    body.println("line " + i);
            }
            case "/end" -> {
                body.println("bye");
                end.countDown();
            }
            default -> {
                response.setCode(404);
                body.println("nothing at " + path);
            }
            }
            body.close();
        } catch (IOException wrong) {
            wrong.printStackTrace();
        }
    }

    public static void main(String[] args) throws Exception {
        SocketConnection connection = new SocketConnection(new ContainerServer(new Http(), 3));
        InetSocketAddress address = (InetSocketAddress) connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        System.out.println(address.getPort());
        end.await();
        Thread.sleep(200); // the answer to /end leaves
        connection.close();
        System.exit(0);
    }
}
