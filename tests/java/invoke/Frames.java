// What stack traces, StackWalker and getCallerClass show of lambdas and method handles.
import java.lang.invoke.*;
import java.lang.StackWalker.Option;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class Frames {
  static String trace(Throwable e) {
    return Arrays.stream(e.getStackTrace()).map(StackTraceElement::toString).collect(Collectors.joining("\n  ", "  ", ""));
  }

  static int thrower(int i) {
    throw new IllegalStateException("thrown " + i);
  }

  static String walk(Option... options) {
    StackWalker walker = options.length == 0 ? StackWalker.getInstance() : StackWalker.getInstance(Set.of(options));
    return walker.walk(frames -> frames.filter(f -> f.getClassName().startsWith("Frames")).map(f -> f.getMethodName() + ":" + f.getLineNumber() + ":" + f.isNativeMethod()).collect(Collectors.joining(" ")));
  }

  static class Called {
    static Class<?> caller() {
      return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    }
  }

  static int deep(int depth, Supplier<Integer> end) {
    return depth == 0 ? end.get() : 1 + deep(depth - 1, end);
  }

  public static void main(String[] args) throws Throwable {
    IntUnaryOperator reference = Frames::thrower, lambda = i -> thrower(i + 1);
    for (IntUnaryOperator one : new IntUnaryOperator[] { reference, lambda })
      try {
        one.applyAsInt(5);
      } catch (IllegalStateException e) {
        System.out.println(trace(e));
      }
    try {
      Stream.of(1, 2, 3).map(reference::applyAsInt).forEach(x -> { });
    } catch (IllegalStateException e) {
      System.out.println(trace(e));
    }
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle handle = lookup.findStatic(Frames.class, "thrower", MethodType.methodType(int.class, int.class));
    MethodHandle[] handles = { handle, MethodHandles.filterReturnValue(handle, handle), MethodHandles.insertArguments(handle, 0, 3).asType(MethodType.methodType(Object.class)), handle.asType(MethodType.methodType(long.class, Object.class)) };
    for (MethodHandle one : handles)
      try {
        one.invokeWithArguments(Collections.nCopies(one.type().parameterCount(), 7));
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage() + "\n" + trace(e).lines().filter(s -> !s.contains("invokeWithArguments")).collect(Collectors.joining("\n")));
      }
    Supplier<String> walking = () -> walk();
    System.out.println(walking.get());
    System.out.println(((Supplier<String>) Frames::walk).get());
    Supplier<Class<?>> caller = Called::caller;
    System.out.println(caller.get() + " " + Called.caller());
    System.out.println(lookup.findStatic(Called.class, "caller", MethodType.methodType(Class.class)).invoke());
    StackWalker retaining = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    retaining.forEach(f -> System.out.println(f.getDeclaringClass() + " " + f.getMethodName() + f.getDescriptor() + " " + f.getMethodType() + " " + f.toStackTraceElement() + " " + f.getFileName() + " " + (f.getByteCodeIndex() >= 0)));
    try {
      StackWalker.getInstance().forEach(f -> f.getDeclaringClass());
    } catch (UnsupportedOperationException e) {
      System.out.println("no class reference");
    }
    System.out.println(deep(100, () -> (int) (long) StackWalker.getInstance().walk(s -> s.count())));
    System.out.println(deep(300, () -> retaining.walk(s -> s.skip(250).limit(3).map(StackWalker.StackFrame::getMethodName).collect(Collectors.toList())).toString().length()));
    System.out.println("" + StackWalker.getInstance().walk(s -> s.findFirst().get().toString()));
    try {
      Object[] kept = new Object[1];
      StackWalker.getInstance().walk(s -> kept[0] = s);
      ((Stream<?>) kept[0]).count();
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
    try {
      StackWalker.getInstance().walk(s -> {
        throw new IllegalArgumentException("inside");
      });
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    Thread thread = new Thread(() -> System.out.println(walk()));
    thread.start();
    thread.join();
    System.out.println(Arrays.stream(Thread.currentThread().getStackTrace()).map(StackTraceElement::getMethodName).collect(Collectors.toList()));
  }
}
