// Each combinator of MethodHandles.
import java.lang.invoke.*;
import java.util.*;

import static java.lang.invoke.MethodHandles.*;
import static java.lang.invoke.MethodType.methodType;

public class Combinators {
  static int add(int a, int b) {
    return a + b;
  }

  static String join(String a, int b, long c, double d) {
    return a + "/" + b + "/" + c + "/" + d;
  }

  static boolean isEven(int i) {
    return i % 2 == 0;
  }

  static int half(int i) {
    return i / 2;
  }

  static int triple(int i) {
    return i * 3 + 1;
  }

  static void print(Object o) {
    System.out.println("printed " + o);
  }

  static int failing(int i) {
    if (i > 2)
      throw new IllegalArgumentException("too much: " + i);
    return i;
  }

  static int caught(IllegalArgumentException e, int i) {
    return -i;
  }

  static int cleaned(Throwable t, int result, int i) {
    System.out.println("cleanup " + t + " " + result + " " + i);
    return result + 100;
  }

  static boolean less(int i, int limit) {
    return i < limit;
  }

  static int step(int i) {
    return i + 2;
  }

  static int scale(int i, int product) {
    return product * i;
  }

  static boolean small(int i, int product) {
    return product < 1000;
  }

  static String append(String s, Object o) {
    return s + o + ";";
  }

  static String appendIndexed(String s, int i) {
    return s + i;
  }

  static long sumAll(int a, long b, int c, long d, int e, long f, int g) {
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7;
  }

  static MethodHandle find(String name, Class<?> result, Class<?>... parameters) throws ReflectiveOperationException {
    return lookup().findStatic(Combinators.class, name, methodType(result, parameters));
  }

  public static void main(String[] args) throws Throwable {
    MethodHandle add = find("add", int.class, int.class, int.class), half = find("half", int.class, int.class), triple = find("triple", int.class, int.class);
    MethodHandle even = find("isEven", boolean.class, int.class), join = find("join", String.class, String.class, int.class, long.class, double.class);
    System.out.println((int) guardWithTest(even, half, triple).invokeExact(10) + " " + (int) guardWithTest(even, half, triple).invokeExact(7));
    System.out.println((int) filterArguments(add, 0, half, triple).invokeExact(10, 10) + " " + (int) filterArguments(add, 1, triple).invokeExact(1, 1) + " " + (int) filterReturnValue(add, triple).invokeExact(1, 1));
    System.out.println((int) collectArguments(add, 1, add).invokeExact(1, 2, 3) + " " + (int) foldArguments(add, half).invokeExact(10) + " " + (int) foldArguments(add, 0, half).invokeExact(8));
    System.out.println((String) permuteArguments(join, methodType(String.class, double.class, long.class, int.class, String.class), 3, 2, 1, 0).invokeExact(4.5, 3L, 2, "one"));
    System.out.println((String) insertArguments(join, 1, 7, 8L).invokeExact("i", 9.5) + (String) dropArguments(join, 2, String.class, float.class).invokeExact("d", 1, "x", 2f, 3L, 4.0));
    System.out.println((String) dropReturn(join).invoke("r", 1, 2L, 3.0) + (int) dropArgumentsToMatch(half, 0, List.of(int.class, String.class), 0).invokeExact(6, "s"));
    System.out.println((int) constant(int.class, 5).invokeExact() + (String) constant(String.class, "c").invokeExact() + (long) identity(long.class).invokeExact(6L) + (Object) zero(Object.class).invoke() + (double) zero(double.class).invokeExact() + (int) empty(methodType(int.class, String.class)).invokeExact("e"));
    System.out.println((int) explicitCastArguments(half, methodType(int.class, long.class)).invokeExact(1L << 33 | 6) + " " + (byte) explicitCastArguments(add, methodType(byte.class, double.class, Object.class)).invokeExact(300.7, (Object) 5) + " "
        + (boolean) explicitCastArguments(identity(int.class), methodType(boolean.class, int.class)).invokeExact(3) + (int) explicitCastArguments(half, methodType(int.class, Integer.class)).invokeExact((Integer) null));
    MethodHandle guarded = catchException(find("failing", int.class, int.class), IllegalArgumentException.class, find("caught", int.class, IllegalArgumentException.class, int.class));
    System.out.println((int) guarded.invokeExact(1) + " " + (int) guarded.invokeExact(9));
    MethodHandle tried = tryFinally(find("failing", int.class, int.class), find("cleaned", int.class, Throwable.class, int.class, int.class));
    System.out.println((int) tried.invokeExact(2));
    try {
      System.out.println((int) tried.invokeExact(5));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    try {
      int never = (int) throwException(int.class, IllegalStateException.class).invokeExact(new IllegalStateException("made"));
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
    // arrays
    int[] ints = (int[]) arrayConstructor(int[].class).invokeExact(3);
    arrayElementSetter(int[].class).invokeExact(ints, 1, 42);
    System.out.println((int) arrayElementGetter(int[].class).invokeExact(ints, 1) + (int) arrayLength(int[].class).invokeExact(ints));
    String[] strings = { "s" };
    arrayElementSetter(String[].class).invoke(strings, 0, "t");
    System.out.println((String) arrayElementGetter(String[].class).invokeExact(strings, 0));
    for (Class<?> type : new Class<?>[] { boolean[].class, byte[].class, short[].class, char[].class, long[].class, float[].class, double[].class })
      System.out.print(arrayElementGetter(type).invoke(arrayConstructor(type).invoke(2), 1) + " ");
    System.out.println();
    try {
      arrayElementGetter(int[].class).invoke(ints, 9);
    } catch (ArrayIndexOutOfBoundsException e) {
      System.out.println(e.getMessage());
    }
    // spreading and collecting
    MethodHandle sum = find("sumAll", long.class, int.class, long.class, int.class, long.class, int.class, long.class, int.class);
    System.out.println((long) sum.asSpreader(Object[].class, 7).invoke(new Object[] { 1, 2L, 3, 4L, 5, 6L, 7 }) + " " + (long) sum.asSpreader(1, Object[].class, 2).invoke(1, new Object[] { 2L, 3 }, 4L, 5, 6L, 7) + " " + (long) sum.asType(sum.type().generic()).invoke(1, 2L, 3, 4L, 5, 6L, 7));
    MethodHandle list = lookup().findStatic(Arrays.class, "asList", methodType(List.class, Object[].class));
    System.out.println((List<?>) list.asCollector(Object[].class, 3).invokeExact((Object) 1, (Object) 2, (Object) 3) + " " + list.asFixedArity().asCollector(0, Object[].class, 2).invoke("a", "b") + list.invoke(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
    // loops
    MethodHandle limit = find("less", boolean.class, int.class, int.class), step = find("step", int.class, int.class);
    System.out.println((int) whileLoop(constant(int.class, 1), limit, dropArguments(step, 1, int.class)).invoke(10) + " " + (int) doWhileLoop(constant(int.class, 1), dropArguments(step, 1, int.class), limit).invoke(0));
    MethodHandle append = find("append", String.class, String.class, Object.class), indexed = find("appendIndexed", String.class, String.class, int.class);
    System.out.println((String) countedLoop(constant(int.class, 5), constant(String.class, "c"), indexed).invoke() + (String) countedLoop(constant(int.class, 2), constant(int.class, 5), constant(String.class, "r"), indexed).invoke());
    System.out.println((String) iteratedLoop(null, dropArguments(constant(String.class, "it:"), 0, List.class), dropArguments(append, 2, List.class)).invoke(List.of(1, "b", 2.5)));
    MethodHandle[] product = { constant(int.class, 1), find("scale", int.class, int.class, int.class), null, null };
    product[2] = find("small", boolean.class, int.class, int.class);
    product[3] = dropArguments(identity(int.class), 0, int.class);
    System.out.println((int) loop(new MethodHandle[] { constant(int.class, 1), step }, product).invoke());
    // table and varying arity
    System.out.println((String) tableSwitch(dropArguments(constant(String.class, "default"), 0, int.class), dropArguments(constant(String.class, "zero"), 0, int.class), dropArguments(constant(String.class, "one"), 0, int.class)).invokeExact(1)
        + (String) tableSwitch(dropArguments(constant(String.class, "default"), 0, int.class), dropArguments(constant(String.class, "zero"), 0, int.class)).invokeExact(5));
    // many arguments
    MethodHandle wide = insertArguments(list.asCollector(Object[].class, 50), 10, "x", "y");
    System.out.println(wide.type().parameterCount() + " " + wide.invokeWithArguments(Collections.nCopies(48, 1)).hashCode());
    MethodHandle chained = identity(int.class);
    for (int i = 0; i < 40; i++)
      chained = filterReturnValue(chained, i % 2 == 0 ? triple : half);
    System.out.println((int) chained.invokeExact(5));
    int total = 0;
    MethodHandle hot = guardWithTest(even, half, filterReturnValue(triple, half));
    for (int i = 0; i < 5000; i++)
      total += (int) hot.invokeExact(i);
    System.out.println(total);
    // call sites
    MutableCallSite mutable = new MutableCallSite(half);
    MethodHandle dynamic = mutable.dynamicInvoker();
    System.out.print((int) dynamic.invokeExact(8) + " ");
    mutable.setTarget(triple);
    MutableCallSite.syncAll(new MutableCallSite[] { mutable });
    System.out.print((int) dynamic.invokeExact(8) + " ");
    VolatileCallSite volatileSite = new VolatileCallSite(half);
    MethodHandle invoker = volatileSite.dynamicInvoker();
    System.out.print((int) invoker.invokeExact(10) + " ");
    volatileSite.setTarget(triple);
    System.out.println((int) invoker.invokeExact(10) + " " + (int) new ConstantCallSite(half).dynamicInvoker().invokeExact(4));
    SwitchPoint point = new SwitchPoint();
    MethodHandle switched = point.guardWithTest(half, triple);
    System.out.print((int) switched.invokeExact(10) + " " + point.hasBeenInvalidated());
    SwitchPoint.invalidateAll(new SwitchPoint[] { point });
    System.out.println(" " + (int) switched.invokeExact(10) + " " + point.hasBeenInvalidated());
    try {
      mutable.setTarget(add);
    } catch (WrongMethodTypeException e) {
      System.out.println(e.getMessage());
    }
    find("print", void.class, Object.class).invoke("last");
  }
}
