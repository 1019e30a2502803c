// SPDX-License-Identifier: Apache-2.0
/** Arrays of booleans and ints: primes by the sieve of Eratosthenes, and their gaps. */
public final class Sieve {
    public static void main(String[] args) {
        long sum = 0;
        for (int round = Bench.rounds(1); round > 0; round--) {
            boolean[] composite = new boolean[30000];
            int[] gaps = new int[100];
            int last = 2;
            for (int i = 2; i < composite.length; i++) {
                if (composite[i]) continue;
                gaps[i - last]++;
                last = i;
                for (int j = 2 * i; j < composite.length; j += i) composite[j] = true;
            }
            for (int i = 0; i < gaps.length; i++) sum += (long) i * gaps[i] * round;
        }
        Bench.done(sum);
    }
}
