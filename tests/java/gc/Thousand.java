// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// A thousand threads live at once: each holds objects on its stack through collections and passes a lock.
import java.util.concurrent.CountDownLatch;

public class Thousand {
    static final int THREADS = 1000;
    static long sum;

    static synchronized void add(long value) {
        sum += value;
    }

    static String text(int number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++)
            text.append(number).append(',');
        return text.toString();
    }

    public static void main(String[] args) throws Exception {
        CountDownLatch all = new CountDownLatch(THREADS), go = new CountDownLatch(1);
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            final int number = t;
            threads[t] = new Thread(() -> {
                String mine = text(number);
                all.countDown();
                try {
                    go.await();
                } catch (InterruptedException error) {
                    throw new AssertionError(error);
                }
                for (int round = 0; round < 20; round++) {
                    Thread.yield();
                    if (!text(number).equals(mine))
                        throw new AssertionError("thread " + number + " holds " + mine);
                    add(mine.length());
                }
            });
            threads[t].start();
        }
        all.await();
        System.gc();
        go.countDown();
        System.gc();
        for (Thread thread : threads)
            thread.join();
        System.out.println("sum: " + sum);
    }
}
