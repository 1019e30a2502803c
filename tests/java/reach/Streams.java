// SPDX-License-Identifier: Apache-2.0
// declared: java/time/chrono/IsoEra java/util/Locale$FilteringMode java/util/Locale$IsoCountryCode java/util/function/DoubleBinaryOperator java/util/function/LongUnaryOperator java/util/function/ToDoubleBiFunction java/util/function/ToDoubleFunction java/util/function/ToIntBiFunction java/util/function/ToIntFunction java/util/function/ToLongBiFunction java/util/function/ToLongFunction java/util/function/UnaryOperator
import java.io.*;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

/** Serialisation: the methods that it finds by name, of the library's classes and of the program's. */
public class Streams {
    enum Colour { RED, GREEN }

    record Point(int x, String name) implements Serializable { }

    static class Base {
        int base = 7;
    }

    static class Node extends Base implements Serializable {
        private static final ObjectStreamField[] serialPersistentFields = { new ObjectStreamField("value", String.class) };
        transient String value;
        transient int reads;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.putFields().put("value", value);
            out.writeFields();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            value = (String) in.readFields().get("value", "none");
            reads = 1;
        }
    }

    static class Single implements Serializable {
        static final Single ONE = new Single();

        private Object readResolve() {
            return ONE;
        }
    }

    static class Proxied implements Serializable {
        final int[] numbers;

        Proxied(int... numbers) {
            this.numbers = numbers;
        }

        private Object writeReplace() {
            return new Form(Arrays.toString(numbers));
        }
    }

    static class Form implements Serializable {
        final String text;

        Form(String text) {
            this.text = text;
        }

        private Object readResolve() {
            return new Proxied(text.length());
        }
    }

    public static class Own implements Externalizable {
        int state;

        public Own() {
            state = 1;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(state + 10);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            state += in.readInt();
        }
    }

    static Object copy(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> ordered = new TreeMap<>(Comparator.reverseOrder());
        ordered.putAll(Map.of("a", 1, "b", 2));
        Object[] values = { "text", 7, 'c', 2.5, new int[] {1, 2}, new ArrayList<>(List.of(1, 2)), List.of("x", "y", "z"), Map.of("k", 1), Set.of(9),
                new HashMap<>(Map.of("h", 1)), new LinkedHashMap<>(Map.of("l", 1)), ordered, new HashSet<>(Set.of(3)), new TreeSet<>(Set.of(5, 4)),
                new LinkedList<>(List.of(6)), new ArrayDeque<>(List.of(8)), new PriorityQueue<>(List.of(3, 1)), EnumSet.of(Colour.GREEN),
                new EnumMap<>(Map.of(Colour.RED, 1)), BitSet.valueOf(new long[] {5}), Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.emptyMap(), Collections.singleton(1), Arrays.asList(1, 2), new BigInteger("123456789012345678901"), new BigDecimal("1.50"),
                new ConcurrentHashMap<>(Map.of("c", 1)), new CopyOnWriteArrayList<>(List.of(1)), new AtomicInteger(4), new AtomicLong(5), Colour.RED,
                LocalDate.of(2026, 11, 25), LocalDateTime.of(2026, 11, 25, 12, 0), Instant.ofEpochSecond(7), Duration.ofMinutes(3), ZoneId.of("Europe/Berlin"),
                Year.of(2024), new Date(0), new UUID(1, 2), URI.create("http://a/b"), Locale.GERMANY, new StringBuilder("builder"),
                Optional.class, new Point(1, "p") };
        for (Object value : values) {
            Object read = copy(value);
            System.out.println(read.getClass().getName() + " " + (value instanceof int[] numbers ? Arrays.toString((int[]) read) : read)
                    + " " + (read.equals(value) || value instanceof int[] || value instanceof Deque || value instanceof Queue || value instanceof StringBuilder || value instanceof Number));
        }
        Node node = new Node();
        node.value = "v";
        node.base = 9;
        Node again = (Node) copy(node);
        System.out.println(again.value + " " + again.base + " " + again.reads);
        System.out.println(copy(new Single()) == Single.ONE);
        System.out.println(((Proxied) copy(new Proxied(1, 2))).numbers[0]);
        Own own = new Own();
        own.state = 5;
        System.out.println(((Own) copy(own)).state);
        System.out.println(ObjectStreamClass.lookup(Base.class) + " " + ObjectStreamClass.lookup(Form.class).getSerialVersionUID());
        try {
            copy(new Object());
        } catch (NotSerializableException wrong) {
            System.out.println(wrong);
        }
        Exception thrown = (Exception) copy(new IllegalStateException("s", new IOException("cause")));
        System.out.println(thrown + " " + thrown.getCause() + " " + (thrown.getStackTrace().length > 0));
    }
}
