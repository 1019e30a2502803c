// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// stress: -Xgc:verify,move,collect=20000
// Random graphs of objects of many sizes, with identity hashes, against checksums kept beside them; by several threads.
import java.util.Random;

public class Graphs {
    static class Node {
        final long id;
        Node left, right;
        Object load;
        int hash;

        Node(long id) {
            this.id = id;
        }
    }

    static Object load(Random random, long id) {
        switch (random.nextInt(6)) {
        case 0:
            byte[] bytes = new byte[random.nextInt(3000)];
            for (int i = 0; i < bytes.length; i++)
                bytes[i] = (byte) (id + i);
            return bytes;
        case 1:
            long[] longs = new long[random.nextInt(40)];
            for (int i = 0; i < longs.length; i++)
                longs[i] = id * i;
            return longs;
        case 2:
            Object[] objects = new Object[random.nextInt(300)];
            for (int i = 0; i < objects.length; i += 7)
                objects[i] = id + i;
            return objects;
        case 3:
            return "node " + id;
        case 4:
            if (random.nextInt(40) == 0)
                return new int[5000 + random.nextInt(60000)];
            return new StringBuilder().append(id);
        default:
            return null;
        }
    }

    static void check(Node node) {
        long id = node.id;
        if (node.hash != 0 && node.hash != System.identityHashCode(node))
            throw new AssertionError("identity hash of " + id);
        if (node.load instanceof byte[] bytes) {
            for (int i = 0; i < bytes.length; i++)
                if (bytes[i] != (byte) (id + i))
                    throw new AssertionError("byte " + i + " of " + id);
        } else if (node.load instanceof long[] longs) {
            for (int i = 0; i < longs.length; i++)
                if (longs[i] != id * i)
                    throw new AssertionError("long " + i + " of " + id);
        } else if (node.load instanceof Object[] objects) {
            for (int i = 0; i < objects.length; i++)
                if (i % 7 == 0 ? !objects[i].equals(id + i) : objects[i] != null)
                    throw new AssertionError("object " + i + " of " + id);
        } else if (node.load instanceof CharSequence text) {
            if (!text.toString().endsWith("" + id))
                throw new AssertionError("text of " + id);
        }
    }

    static long run(int seed, int steps) {
        Random random = new Random(seed);
        Node[] roots = new Node[200];
        long sum = 0;
        for (int i = 1; i <= steps; i++) {
            int at = random.nextInt(roots.length);
            Node node = roots[at];
            int what = random.nextInt(10);
            if (node == null || what < 4) {
                Node made = new Node((long) seed * 1_000_000 + i);
                made.left = node;
                made.right = roots[random.nextInt(roots.length)];
                made.load = load(random, made.id);
                if (random.nextInt(3) == 0)
                    made.hash = System.identityHashCode(made);
                roots[at] = made;
            } else if (what < 6) {
                check(node);
                sum += node.id;
                roots[at] = node.left;
            } else if (what < 8) {
                node.left = null;
                node.right = roots[random.nextInt(roots.length)];
            } else if (what < 9) {
                roots[at] = null;
            } else {
                int depth = 0;
                for (Node walk = node; walk != null && depth < 50; depth++) {
                    check(walk);
                    sum += walk.id * depth;
                    walk = (depth & 1) == 0 ? walk.right : walk.left;
                }
            }
        }
        return sum;
    }

    public static void main(String[] args) throws Exception {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        long[] sums = new long[count];
        Throwable[] errors = new Throwable[count];
        Thread[] threads = new Thread[count];
        for (int t = 0; t < count; t++) {
            final int me = t;
            threads[t] = new Thread(() -> {
                try {
                    sums[me] = run(me + 1, steps);
                } catch (Throwable error) {
                    errors[me] = error;
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads)
            thread.join();
        for (int t = 0; t < count; t++)
            System.out.println("thread " + t + ": " + (errors[t] != null ? errors[t].toString() : "" + sums[t]));
    }
}
