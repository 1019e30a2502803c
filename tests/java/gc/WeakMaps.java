// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// stress: -Xgc:verify,move,collect=20000
// WeakHashMap, interned strings and thread-locals lose what nobody holds, and nothing else.
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

public class WeakMaps {
    static class Key {
        final int id;

        Key(int id) {
            this.id = id;
        }
    }

    static final Map<Key, String> map = new WeakHashMap<>();
    static final List<Key> kept = new ArrayList<>();
    static final List<String> names = new ArrayList<>();

    static void make() {
        for (int i = 0; i < 2000; i++) {
            Key key = new Key(i);
            map.put(key, "value " + i);
            if (i % 4 == 0)
                kept.add(key);
            String name = ("interned " + i).intern();
            if (i % 4 == 0)
                names.add(name);
        }
    }

    public static void main(String[] args) throws Exception {
        make();
        for (int i = 0; i < 50 && map.size() > 520; i++) {
            System.gc();
            Thread.sleep(5);
        }
        System.out.println("entries: " + (map.size() >= 500 && map.size() <= 520));
        int wrong = 0;
        for (Key key : kept)
            if (!("value " + key.id).equals(map.get(key)))
                wrong++;
        for (int i = 0; i < names.size(); i++)
            if (("interned " + 4 * i).intern() != names.get(i))
                wrong++;
        System.out.println("wrong: " + wrong);

        ThreadLocal<byte[]> local = new ThreadLocal<>();
        long sum = 0;
        for (int round = 0; round < 200; round++) {
            Thread thread = new Thread(() -> local.set(new byte[200_000]));
            thread.start();
            thread.join();
            sum += round;
        }
        System.out.println("thread-locals of the dead: " + sum);
    }
}
