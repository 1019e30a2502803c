// A method reference of each kind, with each adaptation that the language allows.
import java.util.*;
import java.util.function.*;

public class References {
  static class Base {
    protected String name() {
      return "base";
    }

    public String over() {
      return "Base.over";
    }
  }

  static class Derived extends Base {
    protected String name() {
      return "derived";
    }

    public String over() {
      return "Derived.over";
    }

    Supplier<String> superName() {
      return super::name;
    }

    Supplier<String> own() {
      return this::name;
    }
  }

  interface Shape {
    double area();

    static Shape square(double side) {
      return () -> side * side;
    }

    default String describe() {
      return "area " + area();
    }

    private String hidden() {
      return "hidden " + area();
    }

    default Supplier<String> reveal() {
      return this::hidden;
    }
  }

  record Pair<A, B>(A a, B b) { }

  static class Made {
    final String how;

    Made() {
      how = "none";
    }

    private Made(int i) {
      how = "int " + i;
    }

    Made(Object... all) {
      how = "varargs " + Arrays.toString(all);
    }
  }

  static class Box<T> {
    final T held;

    Box(T held) {
      this.held = held;
    }

    T get() {
      return held;
    }
  }

  static int sum(int... all) {
    int total = 0;
    for (int one : all)
      total += one;
    return total;
  }

  static long widened(long a, double b) {
    return a + (long) b;
  }

  static Integer boxed(Integer a) {
    return a + 1;
  }

  static int unboxed(int a) {
    return a + 2;
  }

  static void nothing(Object o) {
    System.out.println("nothing of " + o);
  }

  static String object(Object o) {
    return "object " + o;
  }

  static boolean flag(boolean b) {
    return !b;
  }

  static char letter(char c) {
    return (char) (c + 1);
  }

  interface IntToLong {
    long apply(int a);
  }

  interface IntToObject {
    Object apply(int a);
  }

  interface IntToNumber {
    Number apply(int a);
  }

  interface IntegerToDouble {
    double apply(Integer a);
  }

  interface ByteToInt {
    int apply(byte b);
  }

  interface ThreeInts {
    int apply(int a, int b, int c);
  }

  interface TwoIntsToLong {
    long apply(int a, int b);
  }

  class Member {
    final int n;

    Member(int n) {
      this.n = n + outer;
    }
  }

  int outer = 100;

  IntFunction<Member> memberMaker() {
    return Member::new;
  }

  static <T extends Comparable<T>> T largest(List<T> list, BinaryOperator<T> pick) {
    T best = list.get(0);
    for (T one : list)
      best = pick.apply(best, one);
    return best;
  }

  static <T extends Comparable<T>> T pick(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  public static void main(String[] args) {
    // static
    IntBinaryOperator max = Math::max;
    Function<Object, String> valueOf = String::valueOf;
    Function<String, String> contra = References::object;
    Consumer<String> consumer = References::nothing;
    Consumer<String> ignoring = References::object;
    System.out.println(max.applyAsInt(3, 9) + valueOf.apply(null) + contra.apply("c"));
    consumer.accept("it");
    ignoring.accept("it");
    // boxing, unboxing, widening
    UnaryOperator<Integer> onBoxes = References::unboxed;
    IntUnaryOperator onInts = References::boxed;
    IntToLong widening = References::unboxed;
    TwoIntsToLong both = References::widened;
    IntToObject toObject = References::unboxed;
    IntToNumber toNumber = References::unboxed;
    IntegerToDouble mixed = References::unboxed;
    ByteToInt bytes = References::unboxed;
    Function<Boolean, Boolean> flags = References::flag;
    UnaryOperator<Character> letters = References::letter;
    ToDoubleFunction<Long> longs = Long::doubleValue;
    ToLongFunction<Integer> ints = References::unboxed;
    System.out.println(onBoxes.apply(1) + " " + onInts.applyAsInt(2) + " " + widening.apply(3) + " " + both.apply(4, 5) + " " + toObject.apply(6) + " " + toNumber.apply(7)
        + " " + mixed.apply(8) + " " + bytes.apply((byte) -9) + " " + flags.apply(true) + " " + letters.apply('y') + " " + longs.applyAsDouble(10L) + " " + ints.applyAsLong(11));
    // varargs
    ThreeInts three = References::sum;
    IntUnaryOperator one = References::sum;
    IntSupplier none = References::sum;
    System.out.println(three.apply(1, 2, 3) + " " + one.applyAsInt(4) + " " + none.getAsInt());
    // virtual, unbound and bound
    Function<Base, String> over = Base::over;
    Function<Derived, String> derived = Base::over;
    Supplier<String> bound = new Derived()::over;
    Function<String, Integer> length = String::length;
    BiFunction<String, String, Boolean> equals = String::equals;
    BiPredicate<String, Object> test = String::equals;
    System.out.println(over.apply(new Derived()) + derived.apply(new Derived()) + bound.get() + length.apply("four") + equals.apply("a", "a") + test.test("a", 1));
    // special
    System.out.println(new Derived().superName().get() + " " + new Derived().own().get());
    // interface
    Function<Shape, Double> area = Shape::area;
    Function<Shape, String> describe = Shape::describe;
    DoubleFunction<Shape> square = Shape::square;
    Function<List<?>, Integer> size = List::size;
    Supplier<Iterator<String>> iterator = List.of("first")::iterator;
    System.out.println(area.apply(() -> 2.5) + describe.apply(square.apply(3)) + size.apply(List.of(1, 2)) + iterator.get().next() + square.apply(2).reveal().get());
    Function<CharSequence, Integer> hash = Object::hashCode;
    System.out.println(hash.apply("a"));
    // constructors
    Supplier<Made> made = Made::new;
    IntFunction<Made> madeOf = Made::new;
    BiFunction<String, Integer, Made> madeMany = Made::new;
    BiFunction<String, Integer, Pair<String, Integer>> pair = Pair::new;
    Function<String, Box<String>> box = Box::new;
    Function<Integer, List<String>> list = ArrayList::new;
    System.out.println(made.get().how + "; " + madeOf.apply(5).how + "; " + madeMany.apply("s", 6).how + "; " + pair.apply("l", 1) + "; " + box.apply("held").get().length() + list.apply(10));
    System.out.println(new References().memberMaker().apply(5).n);
    // arrays
    IntFunction<int[]> array = int[]::new;
    Function<Integer, String[][]> arrays = String[][]::new;
    UnaryOperator<int[]> clone = int[]::clone;
    System.out.println(array.apply(3).length + " " + arrays.apply(2).getClass().getName() + clone.apply(new int[] { 7 })[0]);
    // generics: casts
    System.out.println(largest(List.of(3, 8, 5), References::pick) + largest(List.of("x", "z", "y"), References::<String>pick));
    Function<Box<String>, String> get = Box::get;
    Function<Box<String>, Object> getObject = Box::get;
    ToIntFunction<Box<Integer>> getInt = Box::get;
    System.out.println(get.apply(new Box<>("in")) + getObject.apply(new Box<>("side")) + getInt.applyAsInt(new Box<>(3)));
    Comparator<String> byLength = Comparator.comparing(String::length);
    System.out.println(byLength.thenComparing(Function.identity()).compare("bb", "aa"));
    try {
      Function<Box, Integer> raw = (Function<Box, Integer>) (Function) (Function<Box<Integer>, Integer>) Box::get;
      int i = raw.apply(new Box<>("no"));
    } catch (ClassCastException e) {
      System.out.println("cast: " + e.getMessage());
    }
    // intersection
    System.out.println(compareFirst(5, 3));
  }

  static <T extends Number & Comparable<T>> int compareFirst(T a, T b) {
    ToIntBiFunction<T, T> compare = Comparable::compareTo;
    ToIntFunction<T> value = Number::intValue;
    return compare.applyAsInt(a, b) * value.applyAsInt(a);
  }
}
