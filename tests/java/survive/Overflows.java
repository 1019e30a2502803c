// options: -Xss512k
// StackOverflowError in many shapes: it is thrown, caught, leaves locks free and the thread able to go on.
import java.util.concurrent.Callable;
import java.util.function.IntUnaryOperator;

public class Overflows {
    static int depth;

    static int plain(int n) { depth++; return plain(n + 1) + 1; }

    static long wide(long a, double b, long c, double d, Object e, int f) { return wide(c, d, a, b, e, f + 1) + 1; }

    synchronized int locked(int n) { return locked(n + 1) + 1; }

    static synchronized int lockedStatic(int n) { return lockedStatic(n + 1) + 1; }

    int block(Object lock) {
        synchronized (lock) {
            return block(lock) + 1;
        }
    }

    static int finallyCount;

    static void inFinally() {
        try {
            inFinally();
        } finally {
            finallyCount++;
        }
    }

    static int caughtDeep(int n) {
        try {
            return caughtDeep(n + 1);
        } catch (StackOverflowError e) {
            return n;
        }
    }

    interface Deep { int go(int n); default int more(int n) { return go(n + 1) + 1; } }

    static final IntUnaryOperator[] lambda = new IntUnaryOperator[1];

    static class Node implements Comparable<Node> {
        Node next;
        @Override public int hashCode() { return 31 * next.hashCode(); }
        @Override public boolean equals(Object o) { return next.equals(o); }
        @Override public String toString() { return "n" + next; }
        @Override public int compareTo(Node o) { return next.compareTo(o); }
    }

    static class Initialised {
        static int value = plain(0);
    }

    static class Constructed {
        final Constructed inner;
        Constructed() { inner = new Constructed(); }
    }

    static class Chained extends Exception {
        Chained(int n) throws Chained { super(n < 0 ? null : new Chained(n + 1)); }
    }

    static Object reflected(int n) throws Exception {
        return Overflows.class.getDeclaredMethod("reflected", int.class).invoke(null, n + 1);
    }

    static Object handled(int n) throws Throwable {
        return java.lang.invoke.MethodHandles.lookup()
            .findStatic(Overflows.class, "handled", java.lang.invoke.MethodType.methodType(Object.class, int.class)).invoke(n + 1);
    }

    static Object privileged(int n) {
        return java.security.AccessController.doPrivileged((java.security.PrivilegedAction<Object>) () -> privileged(n + 1));
    }

    static Object sorted(int n) {
        Integer[] numbers = { 3, 2, 1 };
        java.util.Arrays.sort(numbers, (a, b) -> (int) sorted(n + 1));
        return 1;
    }

    static class Loader extends ClassLoader {
        @Override protected Class<?> findClass(String name) throws ClassNotFoundException { return loadClass(name + "x"); }
    }

    static String what(Throwable thrown) {
        // Reflection and others may wrap it.
        while (thrown.getCause() != null)
            thrown = thrown.getCause();
        return thrown.getClass().getName() + " " + thrown.getMessage();
    }

    static void attempt(String name, Callable<?> action) {
        String result;
        try {
            result = "returned " + action.call();
        } catch (Throwable thrown) {
            result = what(thrown);
        }
        System.out.println(name + ": " + result);
    }

    static boolean free(Object lock) throws InterruptedException {
        boolean[] taken = new boolean[1];
        Thread other = new Thread(() -> {
            synchronized (lock) {
                taken[0] = true;
            }
        });
        other.start();
        other.join(60_000);
        return taken[0] && !Thread.holdsLock(lock);
    }

    static void all() throws Exception {
        Overflows object = new Overflows();
        attempt("plain", () -> plain(0));
        attempt("wide", () -> wide(1, 2, 3, 4, "5", 6));
        attempt("synchronized", () -> object.locked(0));
        System.out.println("its lock is free: " + free(object));
        attempt("synchronized static", () -> lockedStatic(0));
        System.out.println("its lock is free: " + free(Overflows.class));
        Object lock = new Object();
        attempt("synchronized block", () -> object.block(lock));
        System.out.println("its lock is free: " + free(lock));
        finallyCount = 0;
        attempt("finally", () -> { inFinally(); return 1; });
        System.out.println("finally ran: " + (finallyCount > 100));
        attempt("caught deep", () -> caughtDeep(0) > 100);
        attempt("default methods", () -> new Deep() { public int go(int n) { return more(n); } }.go(0));
        lambda[0] = n -> lambda[0].applyAsInt(n + 1) + 1;
        attempt("lambda", () -> lambda[0].applyAsInt(0));
        Node node = new Node();
        node.next = node;
        attempt("hashCode", node::hashCode);
        attempt("equals", () -> node.equals("x"));
        attempt("toString", node::toString);
        attempt("compareTo", () -> node.compareTo(node));
        attempt("initialiser", () -> Initialised.value);
        attempt("constructor", () -> new Constructed());
        attempt("exception's constructor", () -> new Chained(0));
        attempt("method handle", () -> {
            try {
                return handled(0);
            } catch (Throwable thrown) {
                throw new Exception(thrown);
            }
        });
        attempt("doPrivileged", () -> privileged(0));
        attempt("sort", () -> sorted(0));
        java.util.List<Object> list = new java.util.ArrayList<>();
        list.add(list);
        attempt("list of itself", () -> list.hashCode());
        java.util.Map<Object, Object> map = new java.util.HashMap<>();
        map.put("map", map);
        attempt("map of itself", () -> map.hashCode());
        attempt("regex", () -> java.util.regex.Pattern.compile("(a|b)*").matcher("ab".repeat(100_000)).matches());
    }

    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < 2; round++)
            all();
        Thread[] threads = new Thread[4];
        int[] caught = new int[threads.length];
        for (int i = 0; i < threads.length; i++) {
            final int me = i;
            threads[i] = new Thread(null, () -> {
                for (int n = 0; n < 5; n++)
                    try {
                        plain(0);
                    } catch (StackOverflowError e) {
                        caught[me]++;
                    }
            }, "deep", 256 * 1024);
            threads[i].start();
        }
        for (Thread thread : threads)
            thread.join();
        System.out.println("in threads: " + java.util.Arrays.toString(caught));
        // Deep enough to be useful: 512 KiB hold some thousand frames.
        depth = 0;
        attempt("at last", () -> plain(0));
        System.out.println("deep: " + (depth > 1500));
        StackTraceElement[] trace = null;
        try {
            plain(0);
        } catch (StackOverflowError e) {
            trace = e.getStackTrace();
        }
        System.out.println(trace.length + " " + trace[0].getMethodName() + " " + trace[1023].getMethodName());
        new Thread(() -> plain(0), "uncaught").start();
    }
}
