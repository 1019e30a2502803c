// SPDX-License-Identifier: Apache-2.0
/** The collector: a heap of -Dbench.live MiB stays alive while its objects are replaced and as many die young. */
public final class LiveHeap {
    private static final class Record {
        final int key;
        final byte[] text;
        Record neighbour;

        Record(int key, Record neighbour) {
            this.key = key;
            this.neighbour = neighbour;
            text = new byte[16 + (key & 63)];
            text[0] = (byte) key;
        }
    }

    private static final int RECORD_BYTES = 96; // on average, with its array

    public static void main(String[] args) {
        Record[] live = new Record[(int) ((long) Integer.getInteger("bench.live", 1) << 20) / RECORD_BYTES];
        int random = 5;
        for (int i = 0; i < live.length; i++) live[i] = new Record(i, null);
        long sum = 0;
        for (int i = Bench.rounds(10000); i > 0; i--) {
            random = Bench.next(random);
            int at = (random >>> 1) % live.length;
            Record young = new Record(random, live[at]);
            if (i % 4 == 0) {
                live[at].neighbour = null; // of three records that were replaced, two die
                live[at] = young;
            }
            sum += young.text.length + young.neighbour.key;
        }
        for (Record record : live) sum += record.text[0] + record.text.length;
        Bench.done(sum);
    }
}
