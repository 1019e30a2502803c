// SPDX-License-Identifier: Apache-2.0
// options: -XX:MaxMetaspaceSize=40m
// Classes until there is no room for more: by class loaders, by lookups (hidden ones) and by proxies. Each time
// OutOfMemoryError says Metaspace, and the program goes on. Those that a loader holds are kept, so that no collector frees them.
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

public class Metaspace {
    static final List<Object> kept = new ArrayList<>();

    static class Loader extends ClassLoader {
        Loader() {
            super(null);
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    /** What is defined again and again: of some size. */
    static class Body {
        static int sum(int[] of) {
            int sum = 0;
            for (int each : of)
                sum += each;
            return sum;
        }

        static String text(int a, int b) {
            return "a".repeat(a).concat("b".repeat(b));
        }
    }

    static class Plain extends Thread {
        @Override
        public void run() {
            System.out.println("a thread");
        }
    }

    static void fill(String how, Callable<?> maker) throws Exception {
        try {
            for (;;)
                kept.add(maker.call());
        } catch (OutOfMemoryError error) {
            System.out.print(how);
            System.out.print(": ");
            System.out.println(error.toString());
        }
    }

    public static void main(String[] args) throws Exception {
        byte[] bytes;
        try (InputStream in = Metaspace.class.getResourceAsStream("Metaspace$Body.class")) {
            bytes = in.readAllBytes();
        }
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        // What the program needs later is loaded before.
        Body.text(Body.sum(new int[1]), 0);
        kept.add(new Plain());
        System.out.println(new OutOfMemoryError("for example").toString());
        Callable<?> ofLoaders = () -> new Loader().define(bytes);
        Callable<?> hidden = () -> lookup.defineHiddenClass(bytes, false).lookupClass();
        Callable<?> proxies = () -> Proxy.newProxyInstance(new Loader(), new Class<?>[] { }, (proxy, method, values) -> null);
        for (Callable<?> each : new Callable<?>[] { ofLoaders, hidden, proxies })
            kept.add(each.call());
        fill("loaders", ofLoaders);
        System.out.println(kept.size() > 1000);
        fill("hidden", hidden);
        fill("proxies", proxies);
        // What is there works, and objects are not short.
        System.out.println(Body.sum(new int[] { 1, 2, 3 }));
        System.out.println(Body.text(1, 2));
        long[][] rows = new long[1000][1000];
        rows[999][999] = 1;
        System.out.println(rows[999][999]);
        try {
            throw new IllegalStateException("still");
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        Thread thread = new Plain();
        thread.start();
        thread.join();
    }
}
