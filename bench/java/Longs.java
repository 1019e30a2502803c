// SPDX-License-Identifier: Apache-2.0
/** Arithmetic on longs and bytes in static methods: a generator, a hash, a checksum by table, greatest common divisors. */
public final class Longs {
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int c = i;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? c >>> 1 ^ 0xedb88320 : c >>> 1;
            TABLE[i] = c;
        }
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static int checksum(byte[] data) {
        int c = -1;
        for (byte b : data) c = TABLE[(c ^ b) & 255] ^ c >>> 8;
        return ~c;
    }

    private static long gcd(long a, long b) {
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    public static void main(String[] args) {
        byte[] data = new byte[512];
        long seed = 42, sum = 0;
        for (int round = Bench.rounds(20); round > 0; round--) {
            for (int i = 0; i < data.length; i++) {
                seed += 0x9e3779b97f4a7c15L;
                data[i] = (byte) (mix(seed) >>> 56);
            }
            sum += checksum(data) + gcd(mix(round) >>> 1, mix(seed) >>> 1);
            sum ^= Long.bitCount(seed) + Long.numberOfTrailingZeros(seed) + Long.rotateLeft(sum, 7);
        }
        Bench.done(sum);
    }
}
