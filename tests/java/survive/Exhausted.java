// options: -Xmx24m -XX:+UseSerialGC
// OutOfMemoryError in many shapes: it is thrown, caught, and the program goes on with what it had.
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

public class Exhausted {
    static Object hold;
    static List<Object> list;
    static Map<Integer, Object> map;
    static StringBuilder builder;

    static class Chain {
        Chain next;
        long[] weight = new long[100];
        Chain(Chain next) { this.next = next; }
    }

    static class Big {
        static final Object held = fill();
        static Object fill() {
            List<Object> all = new ArrayList<>();
            while (true)
                all.add(new byte[100_000]);
        }
    }

    record Wide(long a, long b, long c, long d, Object next) { }

    static void attempt(String name, Callable<?> action) {
        Object result;
        try {
            result = action.call();
        } catch (Throwable thrown) {
            result = thrown;
        }
        hold = list = null;
        map = null;
        builder = null;
        System.out.println(name + ": " + result);
        // The program goes on: allocation, strings, exceptions.
        int sum = 0;
        for (int i = 0; i < 1000; i++)
            sum += ("after " + i).length() + new int[100].length;
        try {
            Integer.parseInt("x" + sum);
        } catch (NumberFormatException e) {
            System.out.println("  goes on: " + e.getMessage());
        }
    }

    synchronized Object lockedFill() {
        list = new ArrayList<>();
        while (true)
            list.add(new int[1000]);
    }

    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < 2; round++)
            all();
        inThreads();
    }

    static void all() throws Exception {
        attempt("one array too large", () -> hold = new byte[100 << 20]);
        attempt("longest array", () -> hold = new long[Integer.MAX_VALUE]);
        attempt("array of the length limit", () -> hold = new byte[Integer.MAX_VALUE]);
        attempt("two dimensions", () -> hold = new long[1000][100_000]);
        attempt("reference array", () -> hold = new Object[50 << 20]);
        attempt("reflected array", () -> hold = java.lang.reflect.Array.newInstance(String.class, 500_000_000));
        attempt("clone", () -> {
            byte[] from = new byte[14 << 20];
            return hold = from.clone();
        });
        attempt("copyOf", () -> hold = java.util.Arrays.copyOf(new int[100], 100 << 20));
        attempt("chain", () -> {
            Chain at = null;
            while (true)
                hold = at = new Chain(at);
        });
        attempt("records", () -> {
            Object at = null;
            while (true)
                hold = at = new Wide(1, 2, 3, 4, at);
        });
        attempt("list", () -> {
            list = new ArrayList<>();
            while (true)
                list.add(new byte[10_000]);
        });
        attempt("map", () -> {
            map = new HashMap<>();
            for (int i = 0;; i++)
                map.put(i, new int[50]);
        });
        attempt("builder", () -> {
            builder = new StringBuilder();
            while (true)
                builder.append("another text, ");
        });
        attempt("boxes", () -> {
            list = new ArrayList<>();
            for (long i = 1000;; i++)
                list.add(i);
        });
        attempt("strings", () -> {
            list = new ArrayList<>();
            for (int i = 0;; i++)
                list.add("number " + i);
        });
        attempt("lambdas", () -> {
            list = new ArrayList<>();
            for (int i = 0;; i++) {
                final int n = i;
                list.add((Callable<Integer>) () -> n);
            }
        });
        attempt("repeat", () -> hold = "text".repeat(100 << 20));
        attempt("stream", () -> hold = java.util.stream.IntStream.iterate(0, i -> i + 1).boxed().toList());
        Exhausted object = new Exhausted();
        attempt("in a synchronized method", object::lockedFill);
        boolean[] taken = new boolean[1];
        Thread other = new Thread(() -> {
            synchronized (object) {
                taken[0] = true;
            }
        });
        other.start();
        other.join(60_000);
        System.out.println("its lock is free: " + taken[0]);
        attempt("initialiser", () -> Big.held);
        attempt("native buffers", () -> hold = java.nio.ByteBuffer.allocate(200 << 20));
        attempt("deep and full", () -> deep(new byte[50_000]));
    }

    static Object deep(Object held) { return deep(new Object[] { held, new byte[50_000] }); }

    static void inThreads() throws Exception {
        Thread[] threads = new Thread[4];
        int[] caught = new int[threads.length];
        for (int i = 0; i < threads.length; i++) {
            final int me = i;
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 3; n++)
                    try {
                        List<Object> mine = new ArrayList<>();
                        while (true)
                            mine.add(new byte[20_000]);
                    } catch (OutOfMemoryError e) {
                        caught[me]++;
                    }
            });
            threads[i].start();
        }
        for (Thread thread : threads)
            thread.join();
        System.out.println("in threads: " + java.util.Arrays.toString(caught));
    }
}
