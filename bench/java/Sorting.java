// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Sorting of ints, of boxed numbers, of strings and by a comparator; and a sort written out. */
public final class Sorting {
    private static void heapSort(int[] a) {
        for (int i = a.length / 2 - 1; i >= 0; i--) sink(a, i, a.length);
        for (int end = a.length - 1; end > 0; end--) {
            int first = a[0];
            a[0] = a[end];
            a[end] = first;
            sink(a, 0, end);
        }
    }

    private static void sink(int[] a, int i, int end) {
        int value = a[i];
        for (int child; (child = 2 * i + 1) < end; i = child) {
            if (child + 1 < end && a[child + 1] > a[child]) child++;
            if (a[child] <= value) break;
            a[i] = a[child];
        }
        a[i] = value;
    }

    public static void main(String[] args) {
        long sum = 0;
        int random = 3;
        for (int round = Bench.rounds(1); round > 0; round--) {
            int[] ints = new int[500];
            List<Integer> boxed = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < ints.length; i++) {
                ints[i] = random = Bench.next(random);
                boxed.add(random % 1000);
                if (i % 4 == 0) names.add(Integer.toHexString(random));
            }
            int[] copy = ints.clone();
            Arrays.sort(ints);
            heapSort(copy);
            Collections.sort(boxed);
            names.sort(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder()));
            sum += Arrays.equals(ints, copy) ? 1 : 0;
            sum += ints[17] + boxed.get(100) + names.get(5).hashCode();
            sum += Arrays.binarySearch(ints, ints[123]);
        }
        Bench.done(sum);
    }
}
