// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.util.*;

/** Thousands of class files with one byte changed: each must be taken or refused, by the same kind of error; of a
 * ClassFormatError, in the same words. */
public class Mutants {
    /** Something of everything that a verifier looks at. */
    static class Sample implements Runnable {
        private final long[] numbers;
        protected Object held;
        static double shared = 0.5;

        Sample(int count) {
            this.numbers = new long[count];
            this.held = count > 3 ? new ArrayList<String>() : "text";
        }

        public void run() {
            synchronized (this) {
                for (int i = 0; i < numbers.length; i++)
                    numbers[i] += (long) (i * shared) ^ hash("x" + i, i);
            }
        }

        static int hash(String text, int seed) {
            try {
                switch (text.length() % 4) {
                case 0: return Integer.parseInt(text) + seed;
                case 1: return text.charAt(0) << 2;
                default: throw new IllegalStateException(text);
                }
            } catch (NumberFormatException | IllegalStateException e) {
                return e.hashCode();
            } finally {
                shared *= 2;
            }
        }

        <T extends Comparable<T>> T most(List<? extends T> list) {
            T best = null;
            for (T one : list)
                if (best == null || one.compareTo(best) > 0)
                    best = one;
            int[][] grid = new int[3][4];
            grid[1][2] = held instanceof String ? 1 : (byte) seven((short) 3, 'c', 1.5f);
            return best;
        }

        private int seven(short s, char c, float f) {
            Runnable runnable = () -> System.out.println(s + c + f + toString());
            runnable.run();
            return (int) (f % 2) + (s | c) + (numbers.length > 9 ? 1 : -1);
        }
    }

    static class Loader extends ClassLoader {
        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    static String verdict(byte[] bytes) {
        try {
            Class<?> made = new Loader().define(bytes);
            made.getDeclaredFields(); // links, and so verifies, without running any of it
            return "right";
        } catch (Throwable e) {
            // A map that is wrong in two ways may be refused for either.
            boolean words = e instanceof ClassFormatError && !e.getMessage().startsWith("StackMapTable");
            return e.getClass().getSimpleName() + (words ? ": " + e.getMessage() : "");
        }
    }

    public static void main(String[] arguments) throws Exception {
        byte[] original;
        try (InputStream in = Mutants.class.getResourceAsStream("Mutants$Sample.class")) {
            original = in.readAllBytes();
        }
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4000;
        Random random = new Random(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
        for (int i = 0; i < count; i++) {
            byte[] bytes = original.clone();
            int at = 10 + random.nextInt(bytes.length - 10);
            bytes[at] = (byte) (random.nextBoolean() ? bytes[at] + 1 + random.nextInt(3) : random.nextInt(256));
            if ((bytes[at] & 0xff) > 201)
                bytes[at] &= 0x7f; // HotSpot has instructions of its own there
            System.out.println(i + " " + at + " " + (bytes[at] & 0xff) + " " + verdict(bytes));
        }
    }
}
