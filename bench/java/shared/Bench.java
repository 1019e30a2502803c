// SPDX-License-Identifier: Apache-2.0
/** What every program here shares: how much work it is asked for, and how it says what came out. */
public final class Bench {
    private static final long start = System.nanoTime();

    /** {@code few} as a test, {@code few} times -Dbench.scale when it is measured. */
    public static int rounds(int few) {
        return few * Integer.getInteger("bench.scale", 1);
    }

    /** Prints the result; with -Dbench.scale also the nanoseconds since {@link #rounds}, start-up of the VM excluded. */
    public static void done(long result) {
        long span = System.nanoTime() - start;
        System.out.println("result " + result);
        if (Integer.getInteger("bench.scale") != null) System.out.println("ns " + span);
    }

    /** The next of a fixed sequence of pseudo-random numbers (xorshift). */
    public static int next(int x) {
        x ^= x << 13;
        x ^= x >>> 17;
        return x ^ x << 5;
    }

    private Bench() {}
}
