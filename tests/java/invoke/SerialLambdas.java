// Lambdas that are written and read back.
// stress: -Xgc:collect=50,move
// keep: java.lang.invoke.SerializedLambda
// declared: java/util/function/UnaryOperator
import java.io.*;
import java.util.*;
import java.util.function.*;

public class SerialLambdas {
  interface Sending<A, B> extends Function<A, B>, Serializable { }

  interface Accident extends Serializable {
    int get();
  }

  static Object copy(Object o) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(o);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  static String joined(String a, int b, long c, double d) {
    return a + b + c + d;
  }

  String prefix = "p";

  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws Exception {
    Sending<Integer, Integer> plain = x -> x + 1;
    System.out.println(((Sending<Integer, Integer>) copy(plain)).apply(4));
    String text = "captured";
    int i = 5;
    long l = 6;
    double d = 7.5;
    byte b = 1;
    char c = 'c';
    boolean z = true;
    Sending<String, String> capturing = s -> s + joined(text, i, l, d) + b + c + z;
    System.out.println(((Sending<String, String>) copy(capturing)).apply("got "));
    Sending<String, Integer> reference = String::length;
    System.out.println(((Sending<String, Integer>) copy(reference)).apply("four"));
    Supplier<Object> cast = (Supplier<Object> & Serializable) ArrayList::new;
    System.out.println(((Supplier<Object>) copy(cast)).get());
    Comparator<String> comparator = (Comparator<String> & Serializable) (x, y) -> y.compareTo(x);
    System.out.println(((Comparator<String>) copy(comparator)).compare("a", "b"));
    Accident accident = () -> 8;
    System.out.println(((Accident) copy(accident)).get());
    Function<Integer, Integer> not = x -> x;
    try {
      copy(not);
    } catch (NotSerializableException e) {
      System.out.println("not serializable: " + e.getMessage().startsWith("SerialLambdas$$Lambda$"));
    }
    java.lang.reflect.Method replace = capturing.getClass().getDeclaredMethod("writeReplace");
    replace.setAccessible(true);
    java.lang.invoke.SerializedLambda form = (java.lang.invoke.SerializedLambda) replace.invoke(capturing);
    System.out.println(form.getCapturingClass() + " " + form.getFunctionalInterfaceClass() + " " + form.getFunctionalInterfaceMethodName() + form.getFunctionalInterfaceMethodSignature() + " "
        + form.getImplClass() + " " + form.getImplMethodName() + form.getImplMethodSignature() + " " + form.getImplMethodKind() + " " + form.getInstantiatedMethodType() + " " + form.getCapturedArgCount());
    for (int n = 0; n < form.getCapturedArgCount(); n++)
      System.out.print(form.getCapturedArg(n) + " ");
    System.out.println();
  }
}
