// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;

/** jdk.httpserver asked by HttpURLConnection and by java.net.http. */
public class Http {
    static String base;

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        server.setExecutor(workers);
        server.createContext("/echo", Http::echo);
        server.createContext("/away", Http::away);
        server.createContext("/large", Http::large);
        server.createContext("/slow", Http::slow);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        connections();
        HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        requests(client);
        server.stop(0);
        workers.shutdownNow();
        try {
            client.send(request("/echo").build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            System.out.println(e.getClass());
        }
    }

    static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes());
        byte[] answer = (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).getBytes();
        exchange.getResponseHeaders().add("X-Key", "value");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    static void away(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", "/echo?away");
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    static void large(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0); // in chunks
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 30; i++)
                out.write(new byte[65536]);
        }
    }

    static void slow(HttpExchange exchange) throws IOException {
        try {
            Thread.sleep(3000);
        } catch (InterruptedException e) {
            return;
        }
        exchange.sendResponseHeaders(200, -1);
    }

    static HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection) new URL(base + path).openConnection();
    }

    static void connections() throws IOException {
        HttpURLConnection connection = open("/echo?q=1");
        System.out.println(connection.getResponseCode() + " "
            + new String(connection.getInputStream().readAllBytes()) + " " + connection.getHeaderField("X-Key"));
        connection = open("/echo");
        connection.setDoOutput(true);
        connection.getOutputStream().write("body".getBytes());
        System.out.println(new String(connection.getInputStream().readAllBytes()));
        System.out.println(new String(open("/away").getInputStream().readAllBytes()));
        System.out.println(open("/large").getInputStream().readAllBytes().length);
        connection = open("/nothing");
        System.out.println(connection.getResponseCode());
        try {
            connection.getInputStream();
        } catch (FileNotFoundException e) {
            System.out.println(e.getClass());
        }
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    static void requests(HttpClient client) throws Exception {
        HttpResponse<String> response = client.send(
            request("/echo?x").POST(HttpRequest.BodyPublishers.ofString("hello")).build(),
            HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body() + " "
            + response.headers().firstValue("x-key") + " " + response.version());
        System.out.println(client.send(request("/away").build(), HttpResponse.BodyHandlers.ofString()).body());
        System.out.println(
            client.send(request("/large").build(), HttpResponse.BodyHandlers.ofByteArray()).body().length);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++)
            answers.add(client.sendAsync(request("/echo?" + i).build(), HttpResponse.BodyHandlers.ofString())
                            .thenApply(HttpResponse::body));
        for (CompletableFuture<String> answer : answers)
            System.out.println(answer.get());
        try {
            client.send(request("/slow").timeout(Duration.ofMillis(200)).build(),
                HttpResponse.BodyHandlers.discarding());
        } catch (HttpTimeoutException e) {
            System.out.println(e.getMessage());
        }
    }
}
