// SPDX-License-Identifier: Apache-2.0
// Exceptions that the class library throws, or that pass through it: every frame with its file and line.
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public class LibraryTraces {
    static final class Odd implements Comparable<Odd> {
        public int compareTo(Odd other) {
            throw new IllegalStateException("compared");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashed");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("printed");
        }
    }

    static void show(String what, Callable<?> body) {
        System.out.println("--- " + what);
        try {
            System.out.println("returned " + body.call());
        } catch (Throwable thrown) {
            thrown.printStackTrace(System.out);
        }
    }

    static Object fails(Object value) {
        throw new UnsupportedOperationException("asked for " + value);
    }

    public static void main(String[] arguments) throws Exception {
        show("numbers", () -> Integer.parseInt("twelve"));
        show("long numbers", () -> Long.parseLong("99999999999999999999"));
        show("doubles", () -> Double.parseDouble("one.two"));
        show("substring", () -> "short".substring(3, 9));
        show("insert", () -> new StringBuilder("abc").insert(7, "x"));
        show("array list", () -> new ArrayList<>(List.of(1, 2)).get(2));
        show("sub list", () -> new ArrayList<>(List.of(1, 2, 3)).subList(1, 2).set(1, 5));
        show("immutable list", () -> List.of(1).add(2));
        show("null in a list", () -> List.of(1, null));
        show("deque", () -> new ArrayDeque<String>().removeFirst());
        show("iterator", () -> new HashMap<String, String>().entrySet().iterator().next());
        show("changed meanwhile", () -> {
            Map<Integer, Integer> map = new HashMap<>(Map.of(1, 1, 2, 2));
            map.forEach((key, value) -> map.put(key + 10, value));
            return map;
        });
        show("computed", () -> new HashMap<>().computeIfAbsent("key", LibraryTraces::fails));
        show("hash code", () -> new HashMap<>().put(new Odd(), 1));
        show("tree map", () -> new TreeMap<>().put(new Odd(), 1));
        show("null key", () -> new TreeMap<String, String>(Map.of("a", "b")).put(null, "c"));
        show("sort", () -> {
            Object[] odd = new Object[40];
            Arrays.setAll(odd, i -> new Odd());
            Arrays.sort(odd);
            return odd;
        });
        show("sort by", () -> {
            List<Integer> numbers = new ArrayList<>(List.of(3, 1, 2));
            Collections.sort(numbers, (a, b) -> (Integer) fails(a));
            return numbers;
        });
        show("text of a list", () -> String.valueOf(List.of(new Odd())));
        show("joiner", () -> new StringJoiner(", ").add(String.valueOf(new Odd())));
        show("optional", () -> Optional.empty().orElseThrow());
        show("stream", () -> Stream.of(1, 2, 3).filter(i -> i > 1).map(LibraryTraces::fails).collect(Collectors.toList()));
        show("twice", () -> Stream.of("a", "b").collect(Collectors.toMap(text -> 1, text -> text)));
        show("reduce", () -> IntStream.range(0, 5).map(i -> 10 / (3 - i)).sum());
        show("big integer", () -> BigInteger.TEN.divide(BigInteger.ZERO));
        show("buffer", () -> ByteBuffer.allocate(3).getInt());
        show("format", () -> String.format("%d", "text"));
        show("pattern", () -> Pattern.compile("(unclosed"));
        show("scanner", () -> new Scanner("word").nextInt());
        show("date", () -> LocalDate.parse("2024-02-30"));
        show("no such day", () -> LocalDate.of(2023, 2, 29));
        show("reflection", () -> LibraryTraces.class.getDeclaredMethod("fails", Object.class).invoke(null, "it"));
        show("character set", () -> java.nio.charset.Charset.forName("no such"));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        show("pool", () -> pool.submit(() -> fails("a task")).get());
        show("future", () -> CompletableFuture.supplyAsync(() -> fails("later"), pool).thenApply(value -> value).get());
        pool.shutdown();
        Thread thread = new Thread(() -> List.of(1).forEach(LibraryTraces::fails), "other");
        thread.setUncaughtExceptionHandler((dead, thrown) -> thrown.printStackTrace(System.out));
        thread.start();
        thread.join();
        StackWalker.getInstance().forEach(frame -> System.out.println(frame));
        Stream.of(1).forEach(i -> StackWalker.getInstance().walk(frames -> {
            frames.forEach(System.out::println);
            return null;
        }));
        System.out.println(Arrays.toString(Thread.currentThread().getStackTrace()));
        List.of("the end").forEach(LibraryTraces::fails);
    }
}
