// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// stress: -Xgc:verify,move,collect=1000
// Many threads that allocate, pass objects to each other, lock them and die, while one asks for collections.
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

public class Threads {
    static class Parcel {
        final int number;
        final int[] content;
        int hops;

        Parcel(int number) {
            this.number = number;
            content = new int[number % 200];
            java.util.Arrays.fill(content, number);
        }

        synchronized void pass() {
            for (int value : content)
                if (value != number)
                    throw new AssertionError("parcel " + number + " holds " + value);
            hops++;
        }
    }

    public static void main(String[] args) throws Exception {
        int workers = args.length > 0 ? Integer.parseInt(args[0]) : 16;
        int parcels = args.length > 1 ? Integer.parseInt(args[1]) : 3000;
        @SuppressWarnings("unchecked")
        BlockingQueue<Parcel>[] queues = new BlockingQueue[workers + 1];
        for (int i = 0; i <= workers; i++)
            queues[i] = new ArrayBlockingQueue<>(20);
        AtomicLong rubbish = new AtomicLong();
        Thread[] threads = new Thread[workers];
        for (int t = 0; t < workers; t++) {
            final int me = t;
            threads[t] = new Thread(() -> {
                try {
                    for (int i = 0; i < parcels; i++) {
                        Parcel parcel = queues[me].take();
                        parcel.pass();
                        rubbish.addAndGet(("rubbish " + parcel.number + me).length());
                        queues[me + 1].put(parcel);
                    }
                } catch (InterruptedException error) {
                    throw new AssertionError(error);
                }
            });
            threads[t].start();
        }
        Thread collector = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                System.gc();
                Thread.yield();
            }
        });
        collector.start();
        Thread source = new Thread(() -> {
            try {
                for (int i = 0; i < parcels; i++)
                    queues[0].put(new Parcel(i));
            } catch (InterruptedException error) {
                throw new AssertionError(error);
            }
        });
        source.start();
        long hops = 0;
        for (int i = 0; i < parcels; i++) {
            Parcel parcel = queues[workers].take();
            if (parcel.number != i)
                System.out.println("out of order: " + parcel.number);
            hops += parcel.hops;
        }
        collector.join();
        for (Thread thread : threads)
            thread.join();
        System.out.println("hops: " + hops + ", rubbish: " + rubbish.get());
        long alive = 0;
        for (int round = 0; round < 20; round++) {
            Thread[] short_ = new Thread[50];
            AtomicLong sum = new AtomicLong();
            for (int i = 0; i < short_.length; i++) {
                final int number = i;
                short_[i] = new Thread(() -> sum.addAndGet(new int[number].length));
                short_[i].start();
            }
            for (Thread thread : short_)
                thread.join();
            alive += sum.get();
        }
        System.out.println("short lives: " + alive);
    }
}
