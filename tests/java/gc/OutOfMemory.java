// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// OutOfMemoryError, and a program that goes on after it. Run with a heap of 32 MiB or so.
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

public class OutOfMemory {
    static String refused(Runnable what) {
        try {
            what.run();
            return "none";
        } catch (OutOfMemoryError error) {
            return error.getMessage();
        } catch (NegativeArraySizeException error) {
            return "negative " + error.getMessage();
        }
    }

    static Object sink;

    static long fill() {
        List<byte[]> list = new ArrayList<>();
        try {
            for (;;)
                list.add(new byte[10_000]);
        } catch (OutOfMemoryError error) {
            return list.size();
        }
    }

    static class Link {
        Link next;
        long value;
    }

    static long chain() {
        Link first = null;
        long count = 0;
        try {
            for (;;) {
                Link link = new Link();
                link.next = first;
                link.value = count++;
                first = link;
            }
        } catch (OutOfMemoryError error) {
            for (; first != null; first = first.next)
                if (first.value != --count)
                    return -1;
            return count == 0 ? 1 : -1;
        }
    }

    /* In a thread of its own: a word that it leaves behind on its stack keeps nothing when it is gone, as the collector takes a
       word of a living thread's stack that looks like a reference for one. */
    static long apart(LongSupplier what) throws InterruptedException {
        long[] result = new long[1];
        Thread thread = new Thread(() -> result[0] = what.getAsLong());
        thread.start();
        thread.join();
        return result[0];
    }

    public static void main(String[] args) throws Exception {
        System.out.println(refused(() -> sink = new int[Integer.MAX_VALUE]));
        System.out.println(refused(() -> sink = new byte[Integer.MAX_VALUE - 2]));
        System.out.println(refused(() -> sink = new long[1 << 30]));
        System.out.println(refused(() -> sink = new Object[100_000][100_000]));
        System.out.println(refused(() -> sink = new int[-3]));
        System.out.println(refused(() -> sink = "abc".repeat(1 << 30)));
        sink = null;
        for (int i = 0; i < 5; i++)
            System.out.println("filled: " + (apart(OutOfMemory::fill) > 100));
        System.out.println("chain: " + (apart(OutOfMemory::chain) > 0));

        SoftReference<byte[]> soft = new SoftReference<>(new byte[1 << 20]);
        apart(OutOfMemory::fill);
        System.out.println("soft cleared before the error: " + (soft.get() == null));

        Thread[] threads = new Thread[4];
        long[] results = new long[threads.length];
        for (int t = 0; t < threads.length; t++) {
            final int me = t;
            threads[t] = new Thread(() -> results[me] = fill());
            threads[t].start();
        }
        for (Thread thread : threads)
            thread.join();
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++)
            map.put(i, "value " + i);
        int wrong = 0;
        for (int i = 0; i < 20_000; i++)
            if (!("value " + i).equals(map.get(i)))
                wrong++;
        System.out.println("after all: " + wrong + " wrong");
    }
}
