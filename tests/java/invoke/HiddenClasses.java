// Lookup.defineHiddenClass: names, nests, class data, reflection.
import java.io.*;
import java.lang.invoke.*;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.reflect.*;
import java.util.*;
import java.util.function.*;

public class HiddenClasses {
  private static String secret() {
    return "host's secret";
  }

  interface Greeting {
    String greet(String who);
  }

  static class Template implements Greeting {
    private final int n = 3;

    public String greet(String who) {
      return "hello " + who + n + same(this) + new int[0].length;
    }

    static boolean same(Object o) {
      return o instanceof Template && ((Template) o).n == 3;
    }
  }

  static class Nestmate implements Greeting {
    public String greet(String who) {
      return secret() + who;
    }
  }

  static class WithData {
    static Object data() throws Throwable {
      return MethodHandles.classData(MethodHandles.lookup(), "_", List.class);
    }

    static Object element() throws Throwable {
      return MethodHandles.classDataAt(MethodHandles.lookup(), "_", String.class, 1);
    }
  }

  static class Failing {
    static {
      if (true)
        throw new IllegalStateException("no");
    }
  }

  static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = new FileInputStream(type.getName() + ".class")) {
      return in.readAllBytes();
    }
  }

  public static void main(String[] args) throws Throwable {
    Lookup lookup = MethodHandles.lookup();
    Lookup defined = lookup.defineHiddenClass(bytes(Template.class), true);
    Class<?> hidden = defined.lookupClass();
    System.out.println(hidden.isHidden() + " " + hidden.getName().replaceAll("0x[0-9a-f]+", "N") + " " + hidden.descriptorString().replaceAll("0x[0-9a-f]+", "N") + " "
        + (hidden.getNestHost() == hidden) + " " + hidden.getClassLoader().equals(HiddenClasses.class.getClassLoader()) + " " + hidden.arrayType().isHidden() + hidden.getPackageName().isEmpty());
    Object made = hidden.getDeclaredConstructor().newInstance();
    System.out.println(((Greeting) made).greet("you") + " " + made.equals(made) + Template.same(made));
    try {
      Class.forName(hidden.getName());
    } catch (ClassNotFoundException e) {
      System.out.println("not found by name");
    }
    Class<?> another = lookup.defineHiddenClass(bytes(Template.class), false).lookupClass();
    System.out.println((another == hidden) + " " + another.isInstance(made) + " " + hidden.isInstance(made));
    Class<?> mate = lookup.defineHiddenClass(bytes(Nestmate.class), true, ClassOption.NESTMATE, ClassOption.STRONG).lookupClass();
    System.out.println(mate.getNestHost() + " " + mate.isNestmateOf(HiddenClasses.class) + " " + ((Greeting) mate.getDeclaredConstructor().newInstance()).greet("!"));
    Class<?> alone = lookup.defineHiddenClass(bytes(Nestmate.class), true).lookupClass();
    try {
      ((Greeting) alone.getDeclaredConstructor().newInstance()).greet("!");
    } catch (IllegalAccessError e) {
      System.out.println("no nestmate: " + e.getClass().getName());
    }
    Lookup data = lookup.defineHiddenClassWithClassData(bytes(WithData.class), List.of("zero", "one"), true);
    for (String name : new String[] { "data", "element" })
      System.out.println(data.findStatic(data.lookupClass(), name, MethodType.methodType(Object.class)).invoke());
    System.out.println(MethodHandles.classData(lookup, "_", List.class));
    try {
      lookup.defineHiddenClass(bytes(Failing.class), true);
    } catch (ExceptionInInitializerError e) {
      System.out.println(e.getCause());
    }
    try {
      lookup.defineHiddenClass(new byte[] { 1, 2, 3 }, true);
    } catch (ClassFormatError e) {
      System.out.println(e.getClass());
    }
    try {
      MethodHandles.publicLookup().defineHiddenClass(bytes(Template.class), true);
    } catch (IllegalAccessException e) {
      System.out.println(e.getMessage());
    }
    Field field = hidden.getDeclaredField("n");
    field.setAccessible(true);
    System.out.println(field.get(made));
    try {
      field.set(made, 4);
    } catch (IllegalAccessException e) {
      System.out.println("finals of hidden classes stay");
    }
    try {
      throw (RuntimeException) defined.findConstructor(hidden, MethodType.methodType(void.class)).asType(MethodType.methodType(Object.class)).invoke();
    } catch (ClassCastException e) {
      System.out.println("cast");
    }
  }
}
