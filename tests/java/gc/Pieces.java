// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m -XX:+UseSerialGC
// stress: -Xgc:verify,move,collect=2000
// Live arrays lie all over a heap, less than half of it, and no two of the gaps between them are neighbours: an array longer than any
// gap still finds room, again and again, and the arrays keep what is in them.
import java.util.ArrayList;
import java.util.List;

public class Pieces {
    static final int ROOM = 26_000_000;

    static byte[] filled(int size, int seed) {
        byte[] array = new byte[size];
        for (int i = 0; i < size; i += 512)
            array[i] = (byte) (seed + i / 512);
        return array;
    }

    static void check(byte[] array, int seed) {
        for (int i = 0; i < array.length; i++)
            if (array[i] != (i % 512 == 0 ? (byte) (seed + i / 512) : 0))
                throw new AssertionError(array.length + " bytes, at " + i);
    }

    // Fills the heap with arrays of one size, keeps each second, and asks for some of ten times the size.
    static void cut(int size) {
        List<byte[]> list = new ArrayList<>();
        for (int i = 0; i < ROOM / size; i++)
            list.add(filled(size, i));
        for (int i = 1; i < list.size(); i += 2)
            list.set(i, null);
        List<byte[]> longer = new ArrayList<>();
        for (int i = 0; i < ROOM / 3 / size / 10; i++)
            longer.add(filled(10 * size, i));
        for (int i = 0; i < list.size(); i += 2)
            check(list.get(i), i);
        for (int i = 0; i < longer.size(); i++)
            check(longer.get(i), i);
        System.out.println(size + ": " + longer.size() + " of ten times that");
    }

    public static void main(String[] args) {
        for (int round = 0; round < 3; round++)
            for (int size : new int[] { 12_000, 20_000, 70_000, 250_000 })
                cut(size);
        byte[] half = filled(16_000_000, 7);
        check(half, 7);
        System.out.println("half: " + half.length);
    }
}
