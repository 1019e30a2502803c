// Does some of everything, each step on its own. failing/run refuses the nth allocation (-Xgc:fail=n): one step says OutOfMemoryError or
// what came of it, and is tried again.
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public class Steps {
    interface Step { Object run() throws Exception; }
    record Pair(int a, String b) { }
    static class Late { static final String VALUE = "late " + System.nanoTime() % 1; }

    static int ran, refused;

    static void step(Step step) {
        for (int attempt = 0; attempt < 20; attempt++)
            try {
                if (step.run() == null)
                    throw new AssertionError("null");
                ran++;
                return;
            } catch (OutOfMemoryError e) {
                refused++;
            } catch (LinkageError | java.util.concurrent.ExecutionException | java.lang.invoke.WrongMethodTypeException e) {
                refused++; // a class or a call site that failed to initialise stays so
            } catch (Exception e) {
                throw new AssertionError(e);
            }
    }

    public static void main(String[] arguments) throws Exception {
        step(() -> new int[10].length);
        step(() -> "a" + arguments.length + 'b');
        step(() -> new Pair(1, "x").toString());
        step(() -> new Pair(1, "x").hashCode());
        step(() -> IntStream.range(0, 100).boxed().collect(Collectors.toList()));
        step(() -> Late.VALUE);
        step(() -> {
            Map<String, List<Integer>> map = new HashMap<>();
            for (int i = 0; i < 200; i++)
                map.computeIfAbsent("k" + i % 7, k -> new ArrayList<>()).add(i);
            return map;
        });
        step(() -> Steps.class.getDeclaredMethods().length);
        step(() -> Class.forName("java.util.BitSet").getDeclaredConstructor().newInstance());
        step(() -> String.format("%5d %s %.2f", 1, "x", 2.5));
        step(() -> new long[3][4][5]);
        step(() -> {
            Thread thread = new Thread(() -> new ArrayList<>().add(1));
            thread.start();
            thread.join();
            return thread;
        });
        step(() -> {
            Object lock = new Object();
            synchronized (lock) {
                lock.wait(1);
            }
            return lock;
        });
        step(() -> java.lang.reflect.Proxy.newProxyInstance(Steps.class.getClassLoader(), new Class<?>[] { Runnable.class }, (a, b, c) -> null));
        step(() -> java.lang.invoke.MethodHandles.lookup().findVirtual(String.class, "length", java.lang.invoke.MethodType.methodType(int.class)));
        step(() -> java.util.regex.Pattern.compile("(a+)b").matcher("xaab").find());
        step(() -> {
            try {
                return Integer.parseInt("x");
            } catch (NumberFormatException e) {
                return e.getMessage();
            }
        });
        if (ran == 0)
            throw new AssertionError("nothing ran");
        System.out.println("done");
    }
}
