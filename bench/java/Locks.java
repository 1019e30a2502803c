// SPDX-License-Identifier: Apache-2.0
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Monitors, locks and atomics, free ones mostly. */
public final class Locks {
    private int count;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger atomic = new AtomicInteger();
    private final AtomicLong longs = new AtomicLong(1);

    private synchronized void add(int n) {
        count += n;
    }

    private void addTwice(int n) {
        synchronized (this) {
            add(n);
            synchronized (lock) {
                count ^= n;
            }
        }
    }

    private void locked(int n) {
        lock.lock();
        try {
            count += n;
        } finally {
            lock.unlock();
        }
    }

    public static void main(String[] args) {
        Locks locks = new Locks();
        StringBuffer buffer = new StringBuffer();
        for (int i = Bench.rounds(1500); i > 0; i--) {
            locks.add(i);
            locks.addTwice(i);
            locks.locked(i);
            locks.atomic.incrementAndGet();
            locks.longs.updateAndGet(x -> x * 31 + 1);
            if (buffer.length() > 100) buffer.setLength(0);
            buffer.append('x');
        }
        Bench.done(locks.count + locks.atomic.get() + locks.longs.get() + buffer.length());
    }
}
