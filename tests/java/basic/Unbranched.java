// A thread that calls and returns without ever taking a branch or calling a native is stopped all the same: for a collection,
// for its stack trace, by suspend and by stop. Its calls are as many as 2 to the 60th.
import java.util.function.Function;

public class Unbranched {
    @SuppressWarnings({ "deprecation", "removal" })
    public static void main(String[] arguments) throws InterruptedException {
        Function<Integer, Integer> twice = x -> x;
        for (int i = 0; i < 60; i++)
            twice = twice.andThen(twice);
        Function<Integer, Integer> calls = twice;
        Thread thread = new Thread(() -> calls.apply(1));
        thread.setDaemon(true);
        thread.start();
        while (thread.getStackTrace().length < 40)
            Thread.sleep(1);
        for (int i = 0; i < 20; i++)
            System.gc();
        System.out.println("collected");
        thread.suspend();
        thread.resume();
        System.out.println("deep: " + (thread.getStackTrace().length > 40));
        thread.stop();
        thread.join();
        System.out.println("stopped");
    }
}
