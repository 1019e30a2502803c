// invokedynamic and dynamic constants with bootstraps of a program's own, in classes written byte by byte.
// stress: -Xgc:collect=50,move
// keep: java.lang.Integer
import java.io.*;
import java.lang.invoke.*;
import java.util.*;

public class Dynamic {
  /** A class file in the making: just what is needed here. */
  static class Maker {
    final ByteArrayOutputStream poolBytes = new ByteArrayOutputStream(), methods = new ByteArrayOutputStream(), bootstraps = new ByteArrayOutputStream();
    final DataOutputStream pool = new DataOutputStream(poolBytes), method = new DataOutputStream(methods), bootstrap = new DataOutputStream(bootstraps);
    int count = 1, methodsCount, bootstrapsCount;
    final String name;

    Maker(String name) {
      this.name = name;
    }

    int utf8(String s) throws IOException {
      pool.writeByte(1);
      pool.writeUTF(s);
      return count++;
    }

    int refer(int tag, int... indices) throws IOException {
      pool.writeByte(tag);
      for (int index : indices)
        pool.writeShort(index);
      return count++;
    }

    int type(String s) throws IOException {
      return refer(7, utf8(s));
    }

    int string(String s) throws IOException {
      return refer(8, utf8(s));
    }

    int integer(int i) throws IOException {
      pool.writeByte(3);
      pool.writeInt(i);
      return count++;
    }

    int real(float f) throws IOException {
      pool.writeByte(4);
      pool.writeFloat(f);
      return count++;
    }

    int large(long l) throws IOException {
      pool.writeByte(5);
      pool.writeLong(l);
      count += 2;
      return count - 2;
    }

    int precise(double d) throws IOException {
      pool.writeByte(6);
      pool.writeDouble(d);
      count += 2;
      return count - 2;
    }

    int pair(String name, String descriptor) throws IOException {
      return refer(12, utf8(name), utf8(descriptor));
    }

    int handle(int kind, int tag, String owner, String name, String descriptor) throws IOException {
      int member = refer(tag, type(owner), pair(name, descriptor));
      pool.writeByte(15);
      pool.writeByte(kind);
      pool.writeShort(member);
      return count++;
    }

    int methodType(String descriptor) throws IOException {
      return refer(16, utf8(descriptor));
    }

    int bootstrap(String name, String descriptor, int... arguments) throws IOException {
      int handle = handle(6, 10, "Dynamic", name, descriptor);
      bootstrap.writeShort(handle);
      bootstrap.writeShort(arguments.length);
      for (int argument : arguments)
        bootstrap.writeShort(argument);
      return bootstrapsCount++;
    }

    int site(int bootstrap, String name, String descriptor) throws IOException {
      return refer(18, bootstrap, pair(name, descriptor));
    }

    int constant(int bootstrap, String name, String descriptor) throws IOException {
      return refer(17, bootstrap, pair(name, descriptor));
    }

    /** public static Object name(): the code leaves its value on the stack; boxed by `box`, the descriptor of a primitive. */
    void method(String name, String box, int... code) throws IOException {
      int names = utf8(name), descriptor = utf8("()Ljava/lang/Object;"), attribute = utf8("Code"), valueOf = 0;
      Map<String, String> boxes = Map.of("I", "java/lang/Integer", "J", "java/lang/Long", "F", "java/lang/Float", "D", "java/lang/Double", "Z", "java/lang/Boolean", "C", "java/lang/Character", "B", "java/lang/Byte", "S", "java/lang/Short");
      if (box != null)
        valueOf = refer(10, type(boxes.get(box)), pair("valueOf", "(" + box + ")L" + boxes.get(box) + ";"));
      int length = code.length + (box != null ? 4 : 1);
      method.writeShort(9);
      method.writeShort(names);
      method.writeShort(descriptor);
      method.writeShort(1);
      method.writeShort(attribute);
      method.writeInt(12 + length);
      method.writeShort(8);
      method.writeShort(0);
      method.writeInt(length);
      for (int one : code)
        method.writeByte(one);
      if (box != null) {
        method.writeByte(0xb8);
        method.writeShort(valueOf);
      }
      method.writeByte(0xb0);
      method.writeShort(0);
      method.writeShort(0);
      methodsCount++;
    }

    void load(String name, String box, int index) throws IOException {
      method(name, box, box != null && "JD".contains(box) ? 0x14 : 0x13, index >> 8, index & 0xff);
    }

    /** A call of a site without arguments. */
    void call(String name, String box, int site) throws IOException {
      method(name, box, 0xba, site >> 8, site & 0xff, 0, 0);
    }

    byte[] bytes() throws IOException {
      int self = type(name), parent = type("java/lang/Object"), attribute = utf8("BootstrapMethods");
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(all);
      out.writeInt(0xcafebabe);
      out.writeInt(61);
      out.writeShort(count);
      out.write(poolBytes.toByteArray());
      out.writeShort(0x21);
      out.writeShort(self);
      out.writeShort(parent);
      out.writeShort(0);
      out.writeShort(0);
      out.writeShort(methodsCount);
      out.write(methods.toByteArray());
      out.writeShort(1);
      out.writeShort(attribute);
      out.writeInt(2 + bootstraps.size());
      out.writeShort(bootstrapsCount);
      out.write(bootstraps.toByteArray());
      return all.toByteArray();
    }
  }

  static int linked;
  static final String SITE = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;", CONSTANT = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;";
  static final String CALL_SITE = ")Ljava/lang/invoke/CallSite;", OBJECT = ")Ljava/lang/Object;";

  public static CallSite plain(MethodHandles.Lookup lookup, String name, MethodType type) {
    linked++;
    return new ConstantCallSite(MethodHandles.constant(String.class, lookup.lookupClass().getName() + "." + name + type));
  }

  public static CallSite described(MethodHandles.Lookup lookup, String name, MethodType type, int i, long l, float f, double d, String s, Class<?> c, MethodType t, MethodHandle h, Object dynamic) throws Throwable {
    return new ConstantCallSite(MethodHandles.constant(Object.class, i + " " + l + " " + f + " " + d + " " + s + " " + c + " " + t + " " + h.invoke("abc") + " " + dynamic));
  }

  public static CallSite varargs(MethodHandles.Lookup lookup, String name, MethodType type, Object... all) {
    return new ConstantCallSite(MethodHandles.constant(Object.class, Arrays.toString(all)));
  }

  public static Object general(Object... all) {
    return new ConstantCallSite(MethodHandles.constant(Object.class, all.length + " " + all[1]));
  }

  static MutableCallSite counting;

  static int count;

  public static int counted() {
    return ++count;
  }

  public static CallSite mutable(MethodHandles.Lookup lookup, String name, MethodType type) throws ReflectiveOperationException {
    linked++;
    return counting = new MutableCallSite(lookup.findStatic(Dynamic.class, "counted", type));
  }

  public static CallSite adding(MethodHandles.Lookup lookup, String name, MethodType type) throws ReflectiveOperationException {
    return new ConstantCallSite(lookup.findStatic(Math.class, name, type));
  }

  public static CallSite none(MethodHandles.Lookup lookup, String name, MethodType type) {
    linked++;
    return null;
  }

  public static CallSite throwing(MethodHandles.Lookup lookup, String name, MethodType type) throws Exception {
    linked++;
    throw new IOException("bootstrap " + linked);
  }

  public static CallSite failing(MethodHandles.Lookup lookup, String name, MethodType type) {
    linked++;
    throw new StackOverflowError("an error " + linked);
  }

  public static CallSite mismatched(MethodHandles.Lookup lookup, String name, MethodType type) {
    return new ConstantCallSite(MethodHandles.constant(int.class, 1));
  }

  public static Object value(MethodHandles.Lookup lookup, String name, Class<?> type, Object of) {
    linked++;
    return of;
  }

  public static Object nothing(MethodHandles.Lookup lookup, String name, Class<?> type) {
    linked++;
    return null;
  }

  public static Object describe(MethodHandles.Lookup lookup, String name, Class<?> type) {
    return name + ":" + type.getName() + ":" + lookup;
  }

  public static Object broken(MethodHandles.Lookup lookup, String name, Class<?> type) throws Exception {
    linked++;
    throw new Exception("constant " + linked);
  }

  static void show(Class<?> made, String name) {
    try {
      MethodHandle handle = MethodHandles.lookup().findStatic(made, name, MethodType.methodType(Object.class));
      System.out.println(name + ": " + handle.invoke());
    } catch (Throwable e) {
      System.out.print(name + ": " + e.getClass().getName() + ": " + e.getMessage().replaceAll("@[0-9a-f]+", ""));
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause())
        System.out.print(" <- " + cause.toString().replaceAll("@[0-9a-f]+", ""));
      System.out.println();
    }
  }

  public static void main(String[] args) throws Throwable {
    Maker m = new Maker("Made");
    int plain = m.site(m.bootstrap("plain", SITE + CALL_SITE), "name", "()Ljava/lang/String;");
    m.call("plain", null, plain);
    m.call("plainAgain", null, plain);
    int described = m.constant(m.bootstrap("describe", CONSTANT + OBJECT), "inner", "Ljava/lang/Object;");
    m.call("described", null, m.site(m.bootstrap("described", SITE + "IJFDLjava/lang/String;Ljava/lang/Class;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/Object;" + CALL_SITE, m.integer(-5), m.large(1L << 40), m.real(1.5f),
        m.precise(-2.5), m.string("text"), m.type("java/util/Map"), m.methodType("(I[J)Ljava/lang/String;"), m.handle(5, 10, "java/lang/String", "length", "()I"), described), "all", "()Ljava/lang/Object;"));
    m.call("varargs", null, m.site(m.bootstrap("varargs", SITE + "[Ljava/lang/Object;" + CALL_SITE, m.integer(1), m.string("two"), m.precise(3), m.string("four")), "v", "()Ljava/lang/Object;"));
    m.call("varargsNone", null, m.site(m.bootstrap("varargs", SITE + "[Ljava/lang/Object;" + CALL_SITE), "v", "()Ljava/lang/Object;"));
    m.call("general", null, m.site(m.bootstrap("general", "([Ljava/lang/Object;)Ljava/lang/Object;", m.string("more")), "g", "()Ljava/lang/Object;"));
    m.call("mutable", "I", m.site(m.bootstrap("mutable", SITE + CALL_SITE), "m", "()I"));
    int max = m.site(m.bootstrap("adding", SITE + CALL_SITE), "max", "(JJ)J");
    int five = m.large(5), nine = m.large(9);
    m.method("max", "J", 0x14, five >> 8, five & 0xff, 0x14, nine >> 8, nine & 0xff, 0xba, max >> 8, max & 0xff, 0, 0);
    m.call("none", null, m.site(m.bootstrap("none", SITE + CALL_SITE), "n", "()Ljava/lang/Object;"));
    m.call("throwing", null, m.site(m.bootstrap("throwing", SITE + CALL_SITE), "t", "()Ljava/lang/Object;"));
    m.call("failing", null, m.site(m.bootstrap("failing", SITE + CALL_SITE), "f", "()Ljava/lang/Object;"));
    m.call("mismatched", null, m.site(m.bootstrap("mismatched", SITE + CALL_SITE), "m", "()Ljava/lang/Object;"));
    m.call("noBootstrap", null, m.site(m.bootstrap("missing", SITE + CALL_SITE), "m", "()Ljava/lang/Object;"));
    String of = CONSTANT + "Ljava/lang/Object;" + OBJECT;
    m.load("int", "I", m.constant(m.bootstrap("value", of, m.integer(42)), "i", "I"));
    m.load("long", "J", m.constant(m.bootstrap("value", of, m.large(1L << 41)), "l", "J"));
    m.load("float", "F", m.constant(m.bootstrap("value", of, m.real(1.25f)), "f", "F"));
    m.load("double", "D", m.constant(m.bootstrap("value", of, m.precise(1e100)), "d", "D"));
    m.load("char", "C", m.constant(m.bootstrap("value", of, m.integer('x')), "c", "C"));
    m.load("string", null, m.constant(m.bootstrap("value", of, m.string("constant")), "s", "Ljava/lang/String;"));
    int nothing = m.constant(m.bootstrap("nothing", CONSTANT + OBJECT), "null", "Ljava/lang/Object;");
    m.load("nothing", null, nothing);
    m.load("described constant", null, described);
    m.load("broken", null, m.constant(m.bootstrap("broken", CONSTANT + OBJECT), "b", "Ljava/lang/Object;"));
    m.load("wrong", null, m.constant(m.bootstrap("value", of, m.integer(1)), "w", "Ljava/lang/String;"));
    m.load("methodType", null, m.methodType("(Ljava/util/List;[[IZ)V"));
    m.load("methodHandle", null, m.handle(6, 10, "java/lang/Math", "abs", "(D)D"));
    m.load("constructor", null, m.handle(8, 10, "java/util/ArrayList", "<init>", "(I)V"));
    m.load("interface", null, m.handle(9, 11, "java/util/List", "size", "()I"));
    m.load("field", null, m.handle(2, 9, "java/lang/Integer", "MAX_VALUE", "I"));
    m.load("privateField", null, m.handle(1, 9, "java/lang/String", "value", "[B"));
    m.load("noMethod", null, m.handle(6, 10, "java/lang/Math", "abs", "(Z)Z"));
    m.load("noClass", null, m.methodType("(LNoSuch;)V"));
    Class<?> made = MethodHandles.lookup().defineClass(m.bytes());
    for (String name : new String[] { "plain", "plainAgain", "described", "varargs", "varargsNone", "general", "mutable", "max" })
      show(made, name);
    show(made, "plain");
    show(made, "mutable");
    counting.setTarget(MethodHandles.constant(int.class, -1));
    show(made, "mutable");
    System.out.println("linked " + linked);
    for (String name : new String[] { "none", "throwing", "failing", "mismatched", "noBootstrap", "none", "throwing", "failing" })
      show(made, name);
    System.out.println("linked " + linked);
    for (int n = 0; n < 2; n++)
      for (String name : new String[] { "int", "long", "float", "double", "char", "string", "nothing", "described constant", "broken", "wrong" })
        show(made, name);
    System.out.println("linked " + linked);
    for (String name : new String[] { "methodType", "methodHandle", "constructor", "interface", "field", "privateField", "noMethod", "noClass" })
      show(made, name);
  }
}
