// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// stress: -Xgc:verify,move,collect=20000
// Finalizers run once, with the object and all that it reaches intact; an object may revive itself; weak references to
// it are cleared before, phantom references after.
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;

public class Finalizers {
    static final int COUNT = 200;
    static final AtomicInteger finalized = new AtomicInteger(), broken = new AtomicInteger();
    static Lazarus revived;

    static class Finalizable {
        final int id;
        final int[] data;
        final Finalizable other;

        Finalizable(int id, Finalizable other) {
            this.id = id;
            this.other = other;
            data = new int[] { id, id + 1 };
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void finalize() {
            if (data[0] != id || data[1] != id + 1 || (other != null && other.data[0] != other.id))
                broken.incrementAndGet();
            finalized.incrementAndGet();
        }
    }

    static class Lazarus {
        static final AtomicInteger times = new AtomicInteger();

        @Override
        @SuppressWarnings("deprecation")
        protected void finalize() {
            times.incrementAndGet();
            revived = this;
        }
    }

    static void make() {
        Finalizable previous = null;
        for (int i = 0; i < COUNT; i++) {
            previous = new Finalizable(i, i % 10 == 0 ? null : previous);
        }
    }

    static WeakReference<Lazarus> weak;
    static PhantomReference<Lazarus> phantom;

    static void bury(ReferenceQueue<Lazarus> queue) {
        for (int i = 0; i < 5; i++) {
            Lazarus lazarus = new Lazarus();
            weak = new WeakReference<>(lazarus);
            phantom = new PhantomReference<>(lazarus, queue);
        }
    }

    interface Condition {
        boolean holds();
    }

    static boolean eventually(Condition condition) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (condition.holds())
                return true;
            System.gc();
            System.runFinalization();
            Thread.sleep(5);
        }
        return condition.holds();
    }

    public static void main(String[] args) throws Exception {
        make();
        System.out.println("finalized: " + eventually(() -> finalized.get() >= COUNT - 20));
        System.out.println("broken: " + broken.get());
        ReferenceQueue<Lazarus> queue = new ReferenceQueue<>();
        bury(queue);
        System.out.println("revived: " + eventually(() -> Lazarus.times.get() >= 4 && revived != null));
        int before = Lazarus.times.get();
        System.gc();
        System.out.println("still there: " + (revived != null));
        revived = null;
        System.out.println("phantom queued: " + eventually(() -> queue.poll() != null));
        System.gc();
        System.runFinalization();
        System.out.println("once each: " + (Lazarus.times.get() <= 5 && Lazarus.times.get() >= before));
    }
}
