// SPDX-License-Identifier: Apache-2.0
// Uncaught exceptions: handlers of a thread, of all, and one that throws itself.
public class Handlers {
    static void die(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
        System.out.println(thread.getState());
    }

    public static void main(String[] args) throws Exception {
        Thread own = new Thread(() -> { throw new IllegalStateException("one"); }, "own");
        own.setUncaughtExceptionHandler((thread, thrown) -> System.out.println(thread.getName() + " " + thrown));
        die(own);
        Thread failing = new Thread(() -> { throw new IllegalStateException("two"); }, "failing");
        failing.setUncaughtExceptionHandler((thread, thrown) -> { throw new UnsupportedOperationException("three"); });
        die(failing);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            System.out.println("all: " + thrown.getMessage());
            throw new ArithmeticException();
        });
        die(new Thread(() -> { throw new IllegalStateException("four"); }));
        throw new Exception("five");
    }
}
