import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

/** Thread.stop of threads that run, sleep, wait and park; Thread.suspend and resume. */
public class Stops {
    static final AtomicLong count = new AtomicLong();

    static void stop(String what, Runnable body) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        String[] seen = new String[2];
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                body.run();
            } catch (ThreadDeath death) {
                seen[0] = "ThreadDeath";
                throw death;
            } finally {
                seen[1] = "finally";
            }
        });
        thread.start();
        begun.await();
        Thread.sleep(50);
        thread.stop();
        thread.join();
        System.out.println(what + " " + seen[0] + " " + seen[1] + " " + thread.getState());
    }

    public static void main(String[] args) throws InterruptedException {
        Object monitor = new Object();
        stop("loop", () -> { for (;;) count.incrementAndGet(); });
        stop("sleep", () -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException wrong) {
                System.out.println("interrupted");
            }
        });
        stop("wait", () -> {
            synchronized (monitor) {
                try {
                    monitor.wait();
                } catch (InterruptedException wrong) {
                    System.out.println("interrupted");
                }
            }
        });
        stop("park", () -> { for (;;) java.util.concurrent.locks.LockSupport.park(); });
        synchronized (monitor) {
            System.out.println("the monitor is free");
        }
        try {
            Thread.currentThread().stop();
        } catch (ThreadDeath death) {
            System.out.println("stopped itself");
        }
        AtomicLong turns = new AtomicLong();
        Thread runner = new Thread(() -> { for (;;) turns.incrementAndGet(); });
        runner.setDaemon(true);
        runner.start();
        while (turns.get() < 1000)
            Thread.onSpinWait();
        runner.suspend();
        Thread.sleep(100); // it comes to a safepoint
        long before = turns.get();
        System.gc();
        Thread.sleep(50);
        System.out.println("stands still " + (turns.get() == before));
        runner.resume();
        while (turns.get() < before + 1000)
            Thread.onSpinWait();
        System.out.println("goes on");
        runner.stop();
        runner.join();
        System.out.println(runner.isAlive());
    }
}
