// Lookup of every kind of member, calls of every kind, types and their errors.
// declared: java/lang/annotation/Target java/util/function/ToDoubleFunction java/util/function/ToIntFunction java/util/function/ToLongFunction jdk/internal/vm/annotation/IntrinsicCandidate
import java.lang.invoke.*;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.*;
import java.util.*;

import static java.lang.invoke.MethodType.methodType;

public class Handles {
  interface Speaks {
    String speak(String s);

    default String twice(String s) {
      return speak(s) + speak(s);
    }

    static String of(String s) {
      return "static " + s;
    }
  }

  static class Animal implements Speaks {
    int legs = 4;
    final long weight;
    static String kingdom = "animals";
    private double secret = 0.5;

    Animal() {
      this(1);
    }

    Animal(long weight) {
      this.weight = weight;
    }

    public String speak(String s) {
      return "animal " + s;
    }

    private int hidden(int a) {
      return a + legs;
    }

    protected static char letter(byte b, short s, char c, boolean z) {
      return (char) (b + s + c + (z ? 1 : 0));
    }
  }

  static class Dog extends Animal {
    Dog() {
      super(30);
    }

    public String speak(String s) {
      return "dog " + s;
    }

    static MethodHandle parent() throws ReflectiveOperationException {
      return MethodHandles.lookup().findSpecial(Animal.class, "speak", methodType(String.class, String.class), Dog.class);
    }
  }

  static double mixed(int a, long b, float c, double d, String e) {
    return a + b + c + d + e.length();
  }

  static void nothing() {
    System.out.println("nothing");
  }

  static String all(Object... all) {
    return Arrays.toString(all);
  }

  static int ints(String first, int... rest) {
    return first.length() + rest.length;
  }

  static void throwing(String what) throws Exception {
    throw new Exception(what);
  }

  interface Action {
    Object run() throws Throwable;
  }

  static void show(String what, Action action) {
    try {
      System.out.println(what + ": " + action.run());
    } catch (Throwable e) {
      System.out.println(what + ": " + e.getClass().getName() + (e instanceof NullPointerException ? "" : ": " + e.getMessage().replaceAll("@[0-9a-f]+", "")));
    }
  }

  public static void main(String[] args) throws Throwable {
    Lookup lookup = MethodHandles.lookup();
    MethodType text = methodType(String.class, String.class);
    MethodHandle speak = lookup.findVirtual(Animal.class, "speak", text);
    MethodHandle interfaceSpeak = lookup.findVirtual(Speaks.class, "speak", text);
    MethodHandle twice = lookup.findVirtual(Speaks.class, "twice", text);
    System.out.println((String) speak.invokeExact((Animal) new Dog(), "x") + (String) interfaceSpeak.invokeExact((Speaks) new Dog(), "y") + (String) twice.invokeExact((Speaks) new Dog(), "z"));
    System.out.println((String) Dog.parent().invokeExact(new Dog(), "super") + (String) lookup.findStatic(Speaks.class, "of", text).invokeExact("s"));
    System.out.println((int) lookup.findVirtual(Animal.class, "hidden", methodType(int.class, int.class)).invokeExact(new Animal(), 5));
    System.out.println((char) lookup.findStatic(Animal.class, "letter", methodType(char.class, byte.class, short.class, char.class, boolean.class)).invokeExact((byte) 1, (short) 2, 'a', true));
    MethodHandle mixed = lookup.findStatic(Handles.class, "mixed", methodType(double.class, int.class, long.class, float.class, double.class, String.class));
    System.out.println((double) mixed.invokeExact(1, 2L, 3f, 4.0, "five") + " " + (Object) mixed.invoke('a', 2, 3L, 4f, (Object) "five"));
    lookup.findStatic(Handles.class, "nothing", methodType(void.class)).invokeExact();
    System.out.println(lookup.findStatic(Handles.class, "nothing", methodType(void.class)).invoke() == null);
    Animal made = (Animal) lookup.findConstructor(Animal.class, methodType(void.class, long.class)).invokeExact(77L);
    System.out.println(made.weight);
    // fields
    System.out.println((int) lookup.findGetter(Animal.class, "legs", int.class).invokeExact(made) + " " + (long) lookup.findGetter(Animal.class, "weight", long.class).invokeExact(made)
        + (String) lookup.findStaticGetter(Animal.class, "kingdom", String.class).invokeExact() + (double) lookup.findGetter(Animal.class, "secret", double.class).invoke((Object) made));
    lookup.findSetter(Animal.class, "legs", int.class).invokeExact(made, 3);
    lookup.findStaticSetter(Animal.class, "kingdom", String.class).invokeExact("plants");
    System.out.println(made.legs + Animal.kingdom);
    // reflection
    Method method = Animal.class.getDeclaredMethod("hidden", int.class);
    System.out.println((int) lookup.unreflect(method).invoke(made, 1) + " " + lookup.unreflectConstructor(Dog.class.getDeclaredConstructor()).invoke().getClass() + lookup.unreflectGetter(Animal.class.getDeclaredField("secret")).invoke(made));
    lookup.unreflectSetter(Animal.class.getDeclaredField("legs")).invoke(made, 9);
    System.out.println(made.legs + " " + lookup.revealDirect(speak) + " " + lookup.revealDirect(lookup.unreflect(method)).reflectAs(Method.class, lookup));
    // varargs
    MethodHandle all = lookup.findStatic(Handles.class, "all", methodType(String.class, Object[].class));
    System.out.println(all.isVarargsCollector() + (String) all.invoke(1, "two", 3.0) + (String) all.invoke() + (String) all.invoke((Object) null) + (String) all.invokeExact(new Object[] { 1 }) + all.invokeWithArguments(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
    MethodHandle ints = lookup.findStatic(Handles.class, "ints", methodType(int.class, String.class, int[].class));
    System.out.println((int) ints.invoke("abc", 1, 2) + " " + (int) ints.invoke("abc") + " " + (int) ints.asFixedArity().invoke("a", new int[4]) + " " + ints.withVarargs(false).isVarargsCollector());
    System.out.println(all.asType(methodType(String.class, int.class, long.class)).invoke(5, 6L));
    // types
    System.out.println(speak.type() + " " + speak + " " + mixed.type().wrap() + mixed.type().erase() + mixed.type().generic() + " " + methodType(void.class, int[].class).toMethodDescriptorString() + MethodType.fromMethodDescriptorString("(Ljava/lang/String;[[JD)V", null)
        + MethodType.genericMethodType(2, true) + (methodType(int.class) == methodType(int.class)));
    System.out.println(speak.bindTo(new Dog()).type() + " " + speak.bindTo(new Dog()).invoke("bound") + ((Object) speak.asType(methodType(Object.class, Dog.class, Object.class)).invoke(new Dog(), (Object) "cast")));
    // errors
    show("exact", () -> (Object) speak.invokeExact(new Dog(), "x"));
    show("arity", () -> speak.invoke(new Dog()));
    show("null receiver", () -> (String) speak.invokeExact((Animal) null, "x"));
    show("null handle", () -> (String) ((MethodHandle) null).invokeExact("x"));
    show("cast", () -> speak.invoke((Object) "no animal", "x"));
    show("unbox null", () -> mixed.invoke((Integer) null, 2L, 3f, 4.0, "five"));
    show("no method", () -> lookup.findStatic(Handles.class, "none", text));
    show("not static", () -> lookup.findStatic(Animal.class, "speak", text));
    show("not virtual", () -> lookup.findVirtual(Handles.class, "all", methodType(String.class, Object[].class)));
    show("no field", () -> lookup.findGetter(Animal.class, "wings", int.class));
    show("no class", () -> lookup.findClass("NoSuchClass"));
    show("private", () -> MethodHandles.publicLookup().findVirtual(Animal.class, "hidden", methodType(int.class, int.class)));
    show("final", () -> lookup.findSetter(Animal.class, "weight", long.class));
    show("private of String", () -> lookup.findGetter(String.class, "value", byte[].class));
    show("abstract constructor", () -> lookup.findConstructor(Number.class, methodType(void.class)).invoke());
    show("asType", () -> speak.asType(methodType(int.class, Animal.class)));
    show("unrelated", () -> mixed.asType(methodType(boolean.class, int.class, long.class, float.class, double.class, String.class)));
    show("spread length", () -> all.asFixedArity().asCollector(Object[].class, 2).asSpreader(Object[].class, 2).invoke(new Object[1]));
    show("throws", () -> lookup.findStatic(Handles.class, "throwing", methodType(void.class, String.class)).invoke("thrown"));
    try {
      MethodHandle.class.getMethod("invokeExact", Object[].class).invoke(speak, (Object) new Object[0]);
    } catch (InvocationTargetException e) {
      System.out.println(e.getCause());
    }
    try {
      lookup.findStatic(Handles.class, "throwing", methodType(void.class, String.class)).invokeExact("traced");
    } catch (Exception e) {
      System.out.println(Arrays.toString(e.getStackTrace()));
    }
    // lookups
    System.out.println(lookup + " " + lookup.in(String.class) + " " + MethodHandles.publicLookup() + " " + lookup.hasPrivateAccess() + MethodHandles.privateLookupIn(Animal.class, lookup));
    System.out.println(lookup.accessClass(Dog.class) + " " + lookup.findClass("Handles$Dog") + lookup.ensureInitialized(Dog.class));
    // methods of arrays and of Object
    System.out.println((int) lookup.findVirtual(Object.class, "hashCode", methodType(int.class)).invoke("a")
        + (String) lookup.findVirtual(List.class, "toString", methodType(String.class)).invoke(List.of(1)));
    MethodHandle exact = MethodHandles.exactInvoker(text), generic = MethodHandles.invoker(methodType(Object.class, Object.class)), spread = MethodHandles.spreadInvoker(text, 0);
    MethodHandle bound = speak.bindTo(new Dog());
    System.out.println((String) exact.invokeExact(bound, "exact") + generic.invoke(bound, (Object) "generic") + spread.invoke(bound, new Object[] { "spread" }));
    System.out.println((String) lookup.findVirtual(MethodHandle.class, "invokeExact", text).invokeExact(bound, "found") + lookup.findVirtual(MethodHandle.class, "invoke", methodType(Object.class, Object.class)).invoke(bound, "found"));
    Runnable runnable = MethodHandleProxies.asInterfaceInstance(Runnable.class, lookup.findStatic(Handles.class, "nothing", methodType(void.class)));
    runnable.run();
    System.out.println(MethodHandleProxies.isWrapperInstance(runnable) + " " + MethodHandleProxies.asInterfaceInstance(Comparator.class, lookup.findVirtual(String.class, "compareTo", methodType(int.class, String.class))).compare("a", "c"));
    int total = 0;
    MethodHandle sum = lookup.findStatic(Integer.class, "sum", methodType(int.class, int.class, int.class));
    for (int i = 0; i < 20000; i++)
      total = (int) sum.invokeExact(total, i);
    System.out.println(total);
  }
}
