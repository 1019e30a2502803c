// Monitors entered more often than a thin lock counts, hashed while they are held; waits, sleeps and parks that end at once or by
// their time; interrupts of threads that do not live yet or any more.
import java.util.concurrent.locks.LockSupport;

public class Waits {
    static int depth(Object lock, int n) {
        synchronized (lock) {
            return n == 0 ? 0 : 1 + depth(lock, n - 1);
        }
    }

    static void deep(Object lock) throws InterruptedException {
        Thread thread = new Thread(null, () -> System.out.println(depth(lock, 70_000)), "deep", 1L << 30);
        thread.start();
        thread.join();
    }

    interface Action { void run() throws Exception; }

    static void attempt(String what, Action action) {
        try {
            action.run();
            System.out.println(what + ": done");
        } catch (Exception e) {
            System.out.println(what + ": " + e);
        }
        System.out.println("interrupted: " + Thread.interrupted());
    }

    static void takes(long atLeast, long atMost, Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        System.out.println(milliseconds >= atLeast && milliseconds <= atMost ? "in time" : "after " + milliseconds + " ms");
    }

    public static void main(String[] arguments) throws Exception {
        Object lock = new Object();
        deep(lock);
        synchronized (lock) {
            System.out.println(lock.hashCode() == System.identityHashCode(lock));
        }
        deep(lock);
        System.out.println(Thread.holdsLock(lock));
        Thread self = Thread.currentThread();
        self.interrupt();
        attempt("wait", () -> {
            synchronized (lock) {
                lock.wait(10);
            }
        });
        self.interrupt();
        attempt("sleep", () -> Thread.sleep(0));
        self.interrupt();
        attempt("wait without the lock", () -> {
            try {
                lock.wait();
            } catch (IllegalMonitorStateException e) {
                System.out.println(e);
            }
        });
        attempt("negative", () -> lock.wait(-1));
        takes(49, 10_000, () -> {
            synchronized (lock) {
                lock.wait(50);
            }
        });
        self.interrupt();
        takes(0, 5_000, () -> LockSupport.parkNanos(20_000_000_000L));
        System.out.println(Thread.interrupted());
        LockSupport.unpark(self);
        LockSupport.unpark(self);
        LockSupport.park();
        takes(30, 10_000, () -> LockSupport.parkNanos(31_000_000));
        for (long past : new long[] { Long.MIN_VALUE, -1, 0, 1, System.currentTimeMillis() - 5 })
            takes(0, 5_000, () -> LockSupport.parkUntil(past));
        Thread dead = new Thread(() -> { });
        dead.start();
        dead.join();
        attempt("start again", () -> {
            try {
                dead.start();
            } catch (IllegalThreadStateException e) {
                System.out.println(e + ", " + dead.getState() + ", " + dead.isAlive());
            }
        });
        Thread early = new Thread(() -> System.out.println("early: " + Thread.currentThread().isInterrupted()));
        early.interrupt();
        System.out.println(early.isInterrupted() + ", " + early.getState());
        early.start();
        early.join();
    }
}
