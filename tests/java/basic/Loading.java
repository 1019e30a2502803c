// SPDX-License-Identifier: Apache-2.0
// Threads that need the same class at once, which none has loaded yet: one loads it, all get it.
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

public class Loading {
    static class A { static int value() { return 1; } }
    static class B extends A { static int value() { return 2; } }
    static class C { static int value() { return 3; } }
    static class D extends C { static int value() { return 4; } }
    static class E { static int value() { return 5; } }
    static class F extends E { static int value() { return 6; } }
    static class G { static int value() { return 7; } }
    static class H extends G { static int value() { return 8; } }

    static final IntSupplier[] USES = { () -> B.value() + A.value(), () -> D.value() + C.value(),
                                        () -> F.value() + E.value(), () -> H.value() + G.value() };
    static final int THREADS = 4;

    public static void main(String[] args) throws Exception {
        AtomicInteger sum = new AtomicInteger();
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(() -> {
                try {
                    for (IntSupplier use : USES) {
                        barrier.await();
                        sum.addAndGet(use.getAsInt());
                    }
                } catch (Exception | LinkageError wrong) {
                    System.out.println(wrong);
                    System.exit(1);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads)
            thread.join();
        System.out.println(sum);
    }
}
