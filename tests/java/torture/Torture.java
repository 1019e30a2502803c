// Many threads that allocate, lock, wait, notify, interrupt, park, throw, load classes and die, while the collector runs. Each kind of
// work checks itself; at the end the sums must be right. Torture SECONDS [SEED]: prints "torture: done" or what was wrong.
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

public class Torture {
    static volatile boolean stop;
    static final List<String> wrong = new ArrayList<>();
    static final Map<String, AtomicLong> rounds = new ConcurrentHashMap<>();
    static long seed;

    static void check(boolean right, String what) {
        if (!right)
            synchronized (wrong) {
                if (wrong.size() < 20)
                    wrong.add(Thread.currentThread().getName() + ": " + what);
            }
    }

    interface Work { void round(Random random) throws Exception; }

    /** A thread that does rounds until the end; an interrupt is a part of the game. */
    static Thread worker(String name, Work work) {
        Random random = new Random(seed ^ name.hashCode());
        AtomicLong count = rounds.computeIfAbsent(name.replaceAll("[0-9]", ""), n -> new AtomicLong());
        Thread thread = new Thread(() -> {
            while (!stop)
                try {
                    work.round(random);
                    count.incrementAndGet();
                } catch (InterruptedException e) {
                    // from main; the next round
                } catch (Throwable thrown) {
                    thrown.printStackTrace();
                    check(false, thrown.toString());
                    return;
                }
        }, name);
        thread.start();
        return thread;
    }

    // Allocation: trees whose checksums are kept apart.
    static final class Tree {
        Tree left, right;
        int value;
        byte[] load;

        static Tree make(Random random, int depth) {
            Tree tree = new Tree();
            tree.value = random.nextInt(1000);
            tree.load = new byte[random.nextInt(200)];
            if (depth > 0) {
                tree.left = make(random, depth - 1);
                tree.right = make(random, depth - 1);
            }
            return tree;
        }

        long sum() { return value + load.length + (left == null ? 0 : left.sum() + right.sum()); }
    }

    static Work trees() {
        Tree[] kept = new Tree[8];
        long[] sums = new long[8];
        return random -> {
            int i = random.nextInt(8);
            if (kept[i] != null)
                check(kept[i].sum() == sums[i], "a tree changed");
            kept[i] = Tree.make(random, 6);
            sums[i] = kept[i].sum();
            if (random.nextInt(50) == 0)
                check((new long[20_000 + random.nextInt(20_000)])[0] == 0, "a new array is not empty");
        };
    }

    // Locks: transfers between accounts, ordered by identity hash, leave the total as it is.
    static final class Account {
        long money = 1000;
    }

    static final Account[] accounts = new Account[16];

    static Work transfers() {
        return random -> {
            int a = random.nextInt(16), b = random.nextInt(16);
            if (a == b)
                return;
            Account first = accounts[Math.min(a, b)], second = accounts[Math.max(a, b)];
            synchronized (first) {
                if (random.nextInt(100) == 0)
                    Thread.yield();
                synchronized (second) {
                    long amount = random.nextInt(10);
                    accounts[a].money -= amount;
                    accounts[b].money += amount;
                }
            }
            check(!Thread.holdsLock(first) && !Thread.holdsLock(second), "a lock is still held");
        };
    }

    // A queue of wait and notifyAll, whose users are interrupted.
    static final ArrayDeque<long[]> queue = new ArrayDeque<>();
    static final AtomicLong put = new AtomicLong(), taken = new AtomicLong();

    static Work producer() {
        return random -> {
            long[] item = { random.nextInt(1000), 0 };
            item[1] = ~item[0];
            synchronized (queue) {
                while (queue.size() >= 10 && !stop)
                    queue.wait(20);
                queue.add(item);
                put.addAndGet(item[0]);
                queue.notifyAll();
            }
        };
    }

    static Work consumer() {
        return random -> {
            synchronized (queue) {
                while (queue.isEmpty() && !stop)
                    queue.wait(20);
                long[] item = queue.poll();
                if (item == null)
                    return;
                check(item[1] == ~item[0], "an item changed");
                taken.addAndGet(item[0]);
                queue.notifyAll();
            }
        };
    }

    // java.util.concurrent: locks with conditions, parking, exchange.
    static final ReentrantLock lock = new ReentrantLock();
    static final Condition condition = lock.newCondition();
    static long guarded, guardedToo;

    static Work locker() {
        return random -> {
            if (random.nextBoolean())
                lock.lockInterruptibly();
            else if (!lock.tryLock(5, TimeUnit.MILLISECONDS))
                return;
            try {
                check(guarded == guardedToo, "two threads in one lock");
                guarded++;
                Object garbage = new Object[10];
                check(garbage != null && guarded == guardedToo + 1, "two threads in one lock");
                guardedToo++;
                if (random.nextInt(4) == 0)
                    condition.await(1, TimeUnit.MILLISECONDS);
                else
                    condition.signal();
            } finally {
                lock.unlock();
            }
        };
    }

    static final Exchanger<Object> exchanger = new Exchanger<>();

    static Work exchange() {
        return random -> {
            Object mine = random.nextInt(100);
            try {
                Object got = exchanger.exchange(mine, 5, TimeUnit.MILLISECONDS);
                check(got instanceof Integer, "something else was exchanged");
            } catch (TimeoutException e) {
                // nobody came
            }
        };
    }

    static Work parker() {
        return random -> {
            LockSupport.parkNanos(random.nextInt(100_000));
            Thread.interrupted();
        };
    }

    // Exceptions, deep stacks.
    static int deep(int n) {
        return n == 0 ? Integer.parseInt("none") : deep(n - 1) + 1;
    }

    static Work thrower() {
        return random -> {
            int depth = random.nextInt(200);
            try {
                deep(depth);
                check(false, "nothing was thrown");
            } catch (NumberFormatException e) {
                StackTraceElement[] trace = e.getStackTrace();
                int found = 0;
                for (StackTraceElement element : trace)
                    if (element.getMethodName().equals("deep"))
                        found++;
                check(found == depth + 1, "a trace of " + found + " frames, not " + (depth + 1));
            }
        };
    }

    // References.
    static Work references() {
        Map<Object, Integer> waiting = new HashMap<>();
        List<ReferenceQueue<Object>> queues = new ArrayList<>(List.of(new ReferenceQueue<>()));
        return random -> {
            if (waiting.size() > 20_000) { // what is still to come of these goes to the old queue
                waiting.clear();
                queues.set(0, new ReferenceQueue<>());
            }
            ReferenceQueue<Object> dead = queues.get(0);
            Object object = new byte[random.nextInt(500)];
            waiting.put(new PhantomReference<>(object, dead), 1);
            WeakReference<Object> weak = new WeakReference<>(object);
            SoftReference<Object> soft = new SoftReference<>(object);
            check(weak.get() == object, "a weak reference to a live object was cleared");
            Object again = soft.get();
            check(again == object, "a soft reference to a live object was cleared");
            for (Object one; (one = dead.poll()) != null;)
                check(waiting.remove(one) != null, "a reference was enqueued twice");
        };
    }

    // Identity hashes stay, whatever moves or locks the object.
    static Work hashes() {
        Object[] objects = new Object[200];
        int[] hash = new int[200];
        return random -> {
            int i = random.nextInt(200);
            if (objects[i] == null || random.nextInt(10) == 0) {
                objects[i] = new int[random.nextInt(20)];
                hash[i] = System.identityHashCode(objects[i]);
            }
            synchronized (objects[i]) {
                check(System.identityHashCode(objects[i]) == hash[i], "a hash changed under the lock");
            }
            check(System.identityHashCode(objects[i]) == hash[i], "a hash changed");
        };
    }

    // Classes: proxies, lambdas, reflection, loaders that die.
    static final class Copy extends ClassLoader {
        Class<?> define(byte[] bytes) { return defineClass("Torture$Loaded", bytes, 0, bytes.length); }
    }

    public static class Loaded implements java.util.function.IntSupplier {
        static int count;
        public int getAsInt() { return ++count; }
    }

    static byte[] loaded;

    /** Classes of loaders and hidden ones, which are dropped again: the same calls and checks of type meet ever new ones in the same memory. */
    static Work classes() {
        java.util.function.IntSupplier[] kept = new java.util.function.IntSupplier[8];
        int[] calls = new int[8];
        return random -> {
            int i = random.nextInt(8);
            if (kept[i] == null || random.nextInt(4) == 0) {
                Class<?> type = random.nextBoolean() ? new Copy().define(loaded)
                    : java.lang.invoke.MethodHandles.lookup().defineHiddenClass(loaded, false).lookupClass();
                kept[i] = (java.util.function.IntSupplier) type.getDeclaredConstructor().newInstance();
                calls[i] = 0;
            }
            check(kept[i].getAsInt() == ++calls[i], "a class of another loader has the same statics");
            Object made = kept[i];
            check(!(made instanceof Runnable || made instanceof CharSequence), "a class is also another");
        };
    }

    static Work strings() {
        return random -> {
            StringBuilder builder = new StringBuilder();
            int n = random.nextInt(100);
            for (int i = 0; i < n; i++)
                builder.append(i).append(i % 3 == 0 ? 'ü' : ',');
            String text = builder.toString();
            check(text.equals(new String(text.getBytes("UTF-8"), "UTF-8")), "text changed");
            check(text.intern() == new String(text).intern(), "two interned strings");
        };
    }

    static final class Sum extends RecursiveTask<Long> {
        final int from, to;
        Sum(int from, int to) { this.from = from; this.to = to; }
        @Override protected Long compute() {
            if (to - from < 50) {
                long sum = 0;
                for (int i = from; i < to; i++)
                    sum += Long.valueOf(i);
                return sum;
            }
            Sum left = new Sum(from, (from + to) / 2), right = new Sum((from + to) / 2, to);
            left.fork();
            return right.compute() + left.join();
        }
    }

    static Work forkJoin() {
        return random -> {
            int n = 1000 + random.nextInt(1000);
            check(ForkJoinPool.commonPool().invoke(new Sum(0, n)) == (long) n * (n - 1) / 2, "a sum is wrong");
        };
    }

    static Work children() {
        return random -> {
            Object[] result = new Object[1];
            Thread child = new Thread(() -> result[0] = new int[random.nextInt(1000)]);
            child.start();
            while (child.isAlive())
                try {
                    child.join();
                } catch (InterruptedException e) {
                    // joins again
                }
            check(result[0] instanceof int[], "a child's result is not seen after join");
        };
    }

    public static void main(String[] arguments) throws Exception {
        long end = System.nanoTime() + (long) (Double.parseDouble(arguments[0]) * 1e9);
        seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        for (int i = 0; i < accounts.length; i++)
            accounts[i] = new Account();
        try (java.io.InputStream in = Torture.class.getResourceAsStream("Torture$Loaded.class")) {
            loaded = in.readAllBytes();
        }
        List<Thread> workers = new ArrayList<>();
        List<Thread> interruptible = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(worker("trees" + i, trees()));
            workers.add(worker("transfers" + i, transfers()));
            interruptible.add(worker("producer" + i, producer()));
            interruptible.add(worker("consumer" + i, consumer()));
            interruptible.add(worker("locker" + i, locker()));
            interruptible.add(worker("exchange" + i, exchange()));
            interruptible.add(worker("parker" + i, parker()));
            interruptible.add(worker("children" + i, children()));
            workers.add(worker("thrower" + i, thrower()));
            workers.add(worker("references" + i, references()));
            workers.add(worker("hashes" + i, hashes()));
            workers.add(worker("strings" + i, strings()));
        }
        for (int i = 0; i < 2; i++)
            workers.add(worker("classes" + i, classes()));
        workers.add(worker("forkJoin", forkJoin()));
        workers.addAll(interruptible);
        Random random = new Random(seed);
        while (System.nanoTime() < end) {
            Thread.sleep(1 + random.nextInt(5));
            interruptible.get(random.nextInt(interruptible.size())).interrupt();
            if (random.nextInt(20) == 0)
                System.gc();
            if (random.nextInt(200) == 0)
                Thread.getAllStackTraces();
        }
        stop = true;
        for (Thread worker : workers) {
            worker.join(120_000);
            check(!worker.isAlive(), worker.getName() + " does not end");
        }
        long money = 0, left = 0;
        for (Account account : accounts)
            money += account.money;
        for (long[] item : queue)
            left += item[0];
        check(money == 16_000, "the accounts hold " + money);
        check(put.get() == taken.get() + left, "put " + put + ", taken " + taken + ", left " + left);
        rounds.forEach((name, count) -> {
            check(count.get() > 0, name + " did nothing");
            if (Boolean.getBoolean("torture.counts"))
                System.out.println(name + " " + count);
        });
        for (String line : wrong)
            System.out.println("torture: " + line);
        System.out.println(wrong.isEmpty() ? "torture: done" : "torture: wrong");
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
