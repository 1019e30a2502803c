// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// stress: -Xgc:verify,move,collect=20000
// Finalizers run once, with the object and all that it reaches intact; an object may revive itself; weak references to
// it are cleared before, phantom references after. What no constructor of Object has made has no finalizer, a clone has.
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

    static class Unmade implements Cloneable {
        static final AtomicInteger times = new AtomicInteger();
        final String name;

        Unmade(String name) {
            if (name == null)
                throw new IllegalArgumentException();
            this.name = name;
        }

        @Override
        protected Object clone() throws CloneNotSupportedException {
            return super.clone();
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void finalize() {
            times.addAndGet(name == null ? 1 : 100);
        }
    }

    static String refuse() {
        throw new IllegalArgumentException();
    }

    /** One is never constructed, one in part, and one whole and cloned. */
    static void attempt() throws CloneNotSupportedException {
        for (int i = 0; i < 2; i++)
            try {
                new Unmade(i == 0 ? refuse() : null);
            } catch (IllegalArgumentException e) {
                continue;
            }
        new Unmade("made").clone();
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
        attempt();
        System.out.println("made in part, made and cloned: " + eventually(() -> Unmade.times.get() >= 201));
        System.gc();
        System.runFinalization();
        System.out.println("not made: " + (Unmade.times.get() - 201));
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
