// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m -XX:+UseSerialGC
// stress: -Xgc:verify,move,collect=20000
// Large arrays among small objects, growing and shrinking; a heap cut to pieces takes a large array again.
import java.util.ArrayList;
import java.util.List;

public class Arrays {
    static void fillAndThin(int size) {
        List<byte[]> list = new ArrayList<>();
        for (int i = 0; i < 12_000_000 / size; i++)
            list.add(new byte[size]);
        for (int i = 0; i < list.size(); i++)
            if (i % 16 != 0)
                list.set(i, null);
        int[] large = new int[2_000_000];
        for (int i = 0; i < large.length; i++)
            if (large[i] != 0)
                throw new AssertionError("not zero at " + i);
        large[large.length - 1] = size;
        System.out.println(size + ": " + large[1_999_999] + " " + list.size());
    }

    public static void main(String[] args) {
        for (int size : new int[] { 16, 100, 1000, 5000, 9000, 40_000 })
            fillAndThin(size);
        long sum = 0;
        long[] before = new long[1];
        for (int i = 1; i < 800_000; i = i * 3 / 2 + 1) {
            long[] now = new long[i];
            System.arraycopy(before, 0, now, 0, before.length);
            for (int k = before.length; k < i; k++)
                now[k] = k;
            before = now;
            sum += before.clone()[i - 1];
        }
        for (int k = 1; k < before.length; k++)
            if (before[k] != k)
                throw new AssertionError("at " + k);
        System.out.println("sum: " + sum);
        Object[][][] cube = new Object[20][30][];
        for (Object[][] plane : cube)
            for (int i = 0; i < plane.length; i++)
                plane[i] = new Object[] { i, "x" + i };
        System.gc();
        int wrong = 0;
        for (Object[][] plane : cube)
            for (int i = 0; i < plane.length; i++)
                if (!plane[i][0].equals(i) || !plane[i][1].equals("x" + i))
                    wrong++;
        System.out.println("wrong: " + wrong);
        Runtime runtime = Runtime.getRuntime();
        System.out.println("memory: " + (runtime.totalMemory() <= runtime.maxMemory() && runtime.freeMemory() >= 0
                && runtime.freeMemory() <= runtime.totalMemory()));
    }
}
