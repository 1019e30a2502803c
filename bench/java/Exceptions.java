// SPDX-License-Identifier: Apache-2.0
/** Exceptions thrown through several frames, caught, rethrown, passed by finally. */
public final class Exceptions {
    private static final class Failure extends Exception {
        final int value;

        Failure(int value) {
            super("failure");
            this.value = value;
        }
    }

    private static int finals;

    private static int descend(int depth, int value) throws Failure {
        if (depth == 0) {
            if (value % 3 == 0) throw new Failure(value);
            return 1 / (value % 3 - 1);
        }
        try {
            return descend(depth - 1, value);
        } finally {
            finals++;
        }
    }

    private static int attempt(int value) {
        try {
            return descend(8, value);
        } catch (Failure failure) {
            return failure.value;
        } catch (ArithmeticException e) {
            try {
                throw new IllegalStateException(e);
            } catch (IllegalStateException outer) {
                return outer.getCause() == e ? 5 : 6;
            }
        }
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int i = Bench.rounds(200); i > 0; i--) sum += attempt(i);
        Bench.done(sum * 31 + finals);
    }
}
