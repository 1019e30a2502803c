// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hash maps and trees, with boxed and string keys. */
public final class Maps {
    public static void main(String[] args) {
        long sum = 0;
        int random = 7;
        for (int round = Bench.rounds(1); round > 0; round--) {
            Map<Integer, Integer> counts = new HashMap<>();
            Map<String, List<Integer>> groups = new HashMap<>();
            TreeMap<Integer, String> sorted = new TreeMap<>();
            for (int i = 0; i < 1000; i++) {
                random = Bench.next(random);
                int key = random >>> 22;
                counts.merge(key, 1, Integer::sum);
                String name = "k" + key % 100;
                groups.computeIfAbsent(name, k -> new ArrayList<>()).add(i);
                sorted.put(key, name);
            }
            for (Map.Entry<Integer, Integer> entry : counts.entrySet()) sum += (long) entry.getKey() * entry.getValue();
            for (List<Integer> group : groups.values()) for (int i : group) sum += i;
            for (Map.Entry<Integer, String> entry : sorted.tailMap(500).entrySet()) sum += entry.getValue().length();
            for (int i = 0; i < 1000; i++) if (counts.containsKey(i)) counts.remove(i);
            sum += counts.size();
        }
        Bench.done(sum);
    }
}
