// Lambdas of every capture, conversion and kind of interface.
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class Lambdas {
  interface Wide {
    double sum(int a, long b, float c, double d, byte e, short f, char g, boolean h, String s);
  }

  interface Generic<T extends Comparable<T>> {
    T greater(T a, T b);
  }

  interface IntGeneric extends Generic<Integer> {
    Integer greater(Integer a, Integer b);
  }

  interface Shouting extends Function<String, String> {
    default String shout(String s) {
      return apply(s).toUpperCase();
    }
  }

  interface ToVoid {
    void run(Object o);
  }

  private int field = 7;
  private static int counter;

  private static int next() {
    return ++counter;
  }

  Supplier<Integer> capturesThis(int more) {
    return () -> field * more;
  }

  static String captures(byte a, short b, char c, int d, long e, float f, double g, boolean h, String i, int[] j) {
    Supplier<String> all = () -> a + "," + b + "," + c + "," + d + "," + e + "," + f + "," + g + "," + h + "," + i + "," + j[0];
    return all.get();
  }

  static <T> T twice(T start, UnaryOperator<T> step) {
    return step.apply(step.apply(start));
  }

  static class Inner {
    private String secret(String s) {
      return "secret " + s;
    }

    Function<String, String> handle() {
      return this::secret;
    }
  }

  public static void main(String[] args) throws Exception {
    Wide wide = (a, b, c, d, e, f, g, h, s) -> a + b + c + d + e + f + g + (h ? 1 : 0) + s.length();
    System.out.println(wide.sum(1, 2L, 3.5f, 4.25, (byte) 5, (short) 6, 'a', true, "four"));
    System.out.println(captures((byte) -1, (short) -2, 'c', 3, 4L, 5.5f, 6.25, true, "text", new int[] { 9 }));
    System.out.println(new Lambdas().capturesThis(6).get());
    IntGeneric greater = (a, b) -> a > b ? a : b;
    Generic<Integer> same = greater;
    System.out.println(greater.greater(3, 4) + " " + same.greater(6, 5));
    Shouting shouting = s -> s + "!";
    System.out.println(shouting.shout("hey") + shouting.andThen(String::length).apply("four"));
    System.out.println(twice(3, x -> x * x) + twice("a", s -> s + s));
    System.out.println(new Inner().handle().apply("kept"));
    ToVoid dropping = Objects::hashCode;
    dropping.run("dropped");

    Supplier<Supplier<Supplier<String>>> nested = () -> () -> () -> "deep";
    System.out.println(nested.get().get().get());
    List<Supplier<Integer>> many = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int kept = i;
      many.add(() -> kept * 10);
    }
    for (Supplier<Integer> one : many)
      System.out.print(one.get() + " ");
    System.out.println();

    Runnable[] stateless = new Runnable[3];
    for (int i = 0; i < 3; i++)
      stateless[i] = () -> next();
    stateless[0].run();
    stateless[2].run();
    System.out.println((stateless[0] == stateless[1]) + " " + counter);
    System.out.println(many.get(0) == many.get(1));

    Object both = (Runnable & java.io.Serializable) () -> next();
    System.out.println((both instanceof Runnable) + " " + (both instanceof java.io.Serializable));
    Class<?> type = stateless[0].getClass();
    System.out.println(type.isHidden() + " " + type.isSynthetic() + " " + type.isAnonymousClass() + " " + type.getName().startsWith("Lambdas$$Lambda$")
        + " " + type.getName().contains("/0x") + " " + type.getPackageName().isEmpty() + " " + type.getNestHost() + " " + Arrays.toString(type.getInterfaces()) + " " + type.getSuperclass());
    System.out.println(type.getClassLoader() == Lambdas.class.getClassLoader());

    try {
      ((Function) (Function<String, Integer>) s -> s.length()).apply(5);
    } catch (ClassCastException e) {
      System.out.println(e.getMessage() + " " + e.getStackTrace()[0].getMethodName());
    }
    try {
      IntFunction<String> thrower = i -> {
        throw new IllegalStateException("at " + i);
      };
      thrower.apply(3);
    } catch (IllegalStateException e) {
      for (StackTraceElement at : e.getStackTrace())
        System.out.println(at);
    }
    try {
      String none = null;
      Supplier<Integer> bound = none::length;
    } catch (NullPointerException e) {
      System.out.println("bound to null");
    }

    System.out.println(IntStream.rangeClosed(1, 20).filter(i -> i % 3 == 0).mapToObj(Integer::toString).collect(Collectors.joining("+", "<", ">")));
    System.out.println("" + Stream.of("one", "two", "three", "four").collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.mapping(s -> s.charAt(0), Collectors.toList()))));
    System.out.println(Stream.iterate(1L, x -> x * 3).limit(10).reduce(0L, Long::sum));
    System.out.println(Arrays.asList(5, 3, 9, 1).stream().sorted(Comparator.<Integer>naturalOrder().reversed()).map(String::valueOf).toList());
    System.out.println(DoubleStream.of(1.5, 2.5).map(Math::sqrt).boxed().map(d -> Math.round(d * 100)).toList());
    Map<String, Integer> counts = new TreeMap<>();
    for (String word : "a b a c b a".split(" "))
      counts.merge(word, 1, Integer::sum);
    counts.computeIfAbsent("z", k -> k.length());
    System.out.println(counts);
    System.out.println(Optional.of("x").map(s -> s + "y").filter(s -> s.length() == 2).orElseGet(() -> "none"));
    BiFunction<Integer, Integer, Integer> add = (a, b) -> a + b;
    System.out.println(add.andThen(x -> x * 2).apply(3, 4));

    System.out.println(String.format("%d|%5s|%-6s|%08.3f|%x|%,d|%b|%c|%e", 42, "r", "l", 3.14159, 255, 1234567, true, 'c', 12345.678));
    System.out.println(java.util.regex.Pattern.compile("(\\w+)@(\\w+)").matcher("me@here you@there").replaceAll(m -> m.group(2) + "=" + m.group(1).toUpperCase()));

    int threads = 8;
    Thread[] running = new Thread[threads];
    Set<Object> seen = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    for (int i = 0; i < threads; i++)
      running[i] = new Thread(() -> {
        for (int n = 0; n < 1000; n++)
          seen.add(oneSite());
      });
    for (Thread thread : running)
      thread.start();
    for (Thread thread : running)
      thread.join();
    System.out.println("objects of one site: " + seen.size());
  }

  static Runnable oneSite() {
    return () -> { };
  }
}
