// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// stress: -Xgc:verify,move,collect=2000
// Weak, soft and phantom references, their queues, and cleaners: what is cleared, in which order, and what is kept.
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

public class References {
    static final int COUNT = 500;
    static final List<WeakReference<int[]>> weak = new ArrayList<>();
    static final List<SoftReference<int[]>> soft = new ArrayList<>();
    static final List<PhantomReference<int[]>> phantom = new ArrayList<>();
    static final List<int[]> kept = new ArrayList<>();
    static final ReferenceQueue<int[]> queue = new ReferenceQueue<>();

    // In a method of its own, so that no variable of main holds one of the objects.
    static void make() {
        for (int i = 0; i < COUNT; i++) {
            int[] object = { i };
            weak.add(new WeakReference<>(object, queue));
            soft.add(new SoftReference<>(object));
            if (i % 2 == 0)
                kept.add(object);
        }
        for (int i = 0; i < COUNT; i++)
            phantom.add(new PhantomReference<>(new int[] { -i }, queue));
    }

    static int live(List<? extends Reference<int[]>> list) {
        int count = 0;
        for (Reference<int[]> reference : list)
            if (!reference.refersTo(null))
                count++;
        return count;
    }

    // A few may be held by chance, since stacks are scanned conservatively.
    static boolean nearly(int wanted, int got) {
        return got >= wanted && got <= wanted + COUNT / 50;
    }

    static int drain() throws InterruptedException {
        int count = 0;
        while (queue.remove(200) != null)
            count++;
        return count;
    }

    public static void main(String[] args) throws Exception {
        make();
        System.gc();
        System.out.println("soft references keep: " + (live(weak) == COUNT && live(soft) == COUNT));
        soft.clear();
        System.gc();
        System.gc();
        System.out.println("weak half: " + nearly(COUNT / 2, live(weak)));
        System.out.println("phantoms: " + nearly(0, live(phantom)));
        int queued = drain();
        System.out.println("queued: " + (queued >= COUNT * 3 / 2 - COUNT / 25 && queued <= COUNT * 3 / 2));
        int wrong = 0;
        for (int i = 0; i < COUNT; i += 2)
            if (weak.get(i).get() != kept.get(i / 2) || kept.get(i / 2)[0] != i)
                wrong++;
        System.out.println("wrong: " + wrong);
        System.out.println("phantom get: " + phantom.get(0).get());

        WeakReference<int[]> cleared = new WeakReference<>(kept.get(0), queue);
        System.out.println("enqueue: " + cleared.enqueue() + " " + cleared.get() + " " + (queue.poll() == cleared)
                + " " + cleared.enqueue());

        Cleaner cleaner = Cleaner.create();
        CountDownLatch cleaned = new CountDownLatch(90);
        for (int i = 0; i < 100; i++)
            cleaner.register(new Object(), cleaned::countDown);
        for (int i = 0; i < 50 && !cleaned.await(100, TimeUnit.MILLISECONDS); i++)
            System.gc();
        System.out.println("cleaned: " + (cleaned.getCount() == 0));
        Cleaner.Cleanable once = cleaner.register(kept, () -> System.out.println("cleaned by hand"));
        once.clean();
        once.clean();
    }
}
