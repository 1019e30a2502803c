// SPDX-License-Identifier: Apache-2.0
// Every kind of call: virtual, interface, default, super, private, static, recursive; with wide arguments.
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class Calls {
    interface Shape {
        double area();

        default String text() {
            return new StringBuilder(name()).append(" of ").append(area()).toString();
        }

        String name();
    }

    static class Square implements Shape {
        final double side;

        Square(double side) {
            this.side = side;
        }

        public double area() {
            return side * side;
        }

        public String name() {
            return "square";
        }
    }

    static class Named extends Square {
        Named(double side) {
            super(side);
        }

        @Override
        public String name() {
            return new StringBuilder("named ").append(super.name()).toString();
        }

        @Override
        public String text() {
            return new StringBuilder("<").append(super.text()).append(">").toString();
        }
    }

    static long fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    private static long mixed(byte a, long b, double c, short d, float e, boolean f, char g) {
        return a + b + (long)c + d + (long)e + (f ? 1 : 0) + g;
    }

    static int depth(int n) {
        return n == 0 ? 0 : 1 + depth(n - 1);
    }

    public static void main(String[] args) {
        for (Shape shape : new Shape[] { new Square(2), new Named(3) }) {
            System.out.println(shape.text());
            System.out.println(shape.area());
        }
        System.out.println(fibonacci(20));
        System.out.println(mixed((byte)-1, 1L << 40, 1e9, (short)-300, 2.5f, true, 'x'));
        System.out.println(depth(5000));
        Map<String, List<Integer>> byLength = new TreeMap<>();
        for (String word : "the quick brown fox jumps over the lazy dog".split(" ")) {
            List<Integer> list = byLength.get(word);
            if (list == null)
                byLength.put(word, list = new ArrayList<>());
            list.add(word.hashCode());
        }
        System.out.println(byLength);
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < 1000; i++)
            map.put(i, Long.valueOf((long)i * i));
        System.out.println(map.get(999));
        System.out.println(List.of(1, 2, 3));
        System.out.println(Map.of("one", 1));
    }
}
