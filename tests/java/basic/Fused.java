// SPDX-License-Identifier: Apache-2.0
// What the interpreter fuses: loops of every form, lengths compared, sums of products, arguments moved about, checks of an index.
import java.util.Objects;

public class Fused {
    static int[] none;

    static int steps(int from, int to, int by) {
        int count = 0;
        for (int i = from; i < to && count < 50; i += by)
            count++;
        return count;
    }

    static String forms(int n) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            if (i % 3 == 1)
                continue;
            text.append(i);
        }
        int i = n;
        while (i-- > 0)
            text.append('a' + i);
        do {
            i += 2;
            text.append(i);
        } while (i < 5);
        outer:
        for (int a = 0; a < n; a++)
            for (int b = 0; ; b++) {
                if (b == a)
                    continue outer;
                if (a + b > 6)
                    break outer;
                text.append(a * b);
            }
        for (int limit = 3; i < limit; limit--, i++)
            text.append(limit);
        for (long l = 1L << 33; l < (1L << 33) + 3; l++)
            text.append(l);
        for (Object o = text; o != null; o = o instanceof String ? null : "")
            text.append('o');
        return text.toString();
    }

    static int wrap() {
        int count = 0;
        for (int i = Integer.MAX_VALUE - 2; i > 0 && i < Integer.MAX_VALUE; i++)
            count++;
        for (int i = Integer.MAX_VALUE - 1; i < Integer.MAX_VALUE; i += 3)
            if (++count > 10)
                break;
        return count;
    }

    static int lengths(int[] a, int[][] b) {
        int sum = 0;
        for (int i = 0; i < a.length; i++)
            for (int j = 0; j < b[i].length; j++)
                sum += a[i] * b[i][j];
        int n = a.length;
        if (sum < (n = b.length))
            sum = n;
        return n + (sum >= a.length ? sum : -sum);
    }

    static int caught(int[] given, int from) {
        int[] a = given;
        int i = from;
        try {
            for (i = from; i < a.length; i++)
                if (i == 3)
                    a = none;
        } catch (NullPointerException error) {
            StackTraceElement top = error.getStackTrace()[0];
            System.out.println(error.getMessage() + " at " + top.getMethodName() + ":" + top.getLineNumber());
            return -i;
        }
        return i;
    }

    static double products(double x, double y, double z) {
        double sum = x * y + z;
        sum = z * sum + x * y;
        sum -= x * y;
        sum = x * y - sum;
        double square = x * x;
        sum += square + square;
        return sum - z * z + (x * y - (z + x * z)) + z * y * x;
    }

    static String order(int a, int b, long c, Object d, int e) {
        if (a > 0)
            return order(b - a, a, c + a, e, b) + order(0, e, b, c, a);
        return a + " " + b + " " + c + " " + d + " " + e + ";";
    }

    static int swaps(int n) {
        int a = 1, b = 2, c = 3;
        for (int i = 0; i < n; i++) {
            int t = a;
            a = b;
            b = c;
            c = t;
            a = (b = a) + (t = c);
        }
        return a * 31 * 31 + b * 31 + c;
    }

    /** Each pair at the same call, which has been executed before. */
    static void indices(int[] indices, int[] lengths) {
        for (int length : lengths)
            for (int index : indices) {
                int got = 7;
                try {
                    got = Objects.checkIndex(index, length);
                    System.out.print(got + " ");
                } catch (IndexOutOfBoundsException error) {
                    System.out.println(got + " " + error.getMessage());
                    for (StackTraceElement at : error.getStackTrace())
                        System.out.println("  " + at);
                }
            }
        System.out.println();
    }

    public static void main(String[] args) {
        indices(new int[] {0, 1, 2, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0}, new int[] {2, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE});
        System.out.println(steps(0, 10, 3) + " " + steps(5, 5, 1) + " " + steps(0, 100, 1) + " " + steps(0, 9, 40000));
        System.out.println(steps(3, -3, -1) + " " + steps(-5, 0, 2));
        System.out.println(forms(0) + "\n" + forms(1) + "\n" + forms(8));
        System.out.println(wrap());
        System.out.println(lengths(new int[] {3, 4}, new int[][] {{1, 2}, {}}) + " " + lengths(new int[0], new int[3][]));
        System.out.println(caught(new int[10], 0) + " " + caught(new int[3], 0) + " " + caught(null, 7));
        double[] values = {0, -0.0, 1.1, 3e200, Double.NaN, Double.POSITIVE_INFINITY};
        for (double x : values)
            for (double y : values)
                System.out.print(Double.doubleToLongBits(products(x, y, 0.7)) % 1009 + " " + products(1 / 3.0, x, y) + " ");
        System.out.println();
        System.out.println(order(1, 2, 3, "d", 4));
        System.out.println(swaps(0) + " " + swaps(1) + " " + swaps(7));
    }
}
