// Every access mode of VarHandle, on fields, static fields, arrays and views, of every type.
import java.lang.invoke.*;
import java.lang.invoke.VarHandle.AccessMode;
import java.nio.*;
import java.util.*;

public class VarHandles {
  boolean z;
  byte b;
  short s;
  char c;
  int i;
  long l;
  float f;
  double d;
  String o;
  final int constant = 77;
  static boolean sz;
  static byte sb;
  static short ss;
  static char sc;
  static int si;
  static long sl;
  static float sf;
  static double sd;
  static String so;
  volatile Node head;

  static class Node {
    final int value;
    Node next;

    Node(int value, Node next) {
      this.value = value;
      this.next = next;
    }
  }

  static final Object[][] VALUES = { { true, false, true }, { (byte) 1, (byte) -2, (byte) 3 }, { (short) 1, (short) -300, (short) 7 }, { 'a', 'b', '\u1234' }, { 1, -70000, 12345678 },
    { 1L, -1L << 40, 99L }, { 1.5f, -2.5f, 3e10f }, { 1.25, -2.5, 1e200 }, { "one", "two", "three" } };

  static List<Object> with(Object[] before, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(before));
    all.addAll(Arrays.asList(more));
    return all;
  }

  /** Calls every mode that the handle supports, with the right number of arguments, and prints what comes back. */
  static void everyMode(String what, VarHandle handle, Object[] where, Object[] values) throws Throwable {
    StringBuilder line = new StringBuilder(what);
    handle = handle.withInvokeBehavior();
    for (AccessMode mode : AccessMode.values()) {
      if (!handle.isAccessModeSupported(mode)) {
        line.append(" -");
        continue;
      }
      MethodHandle call = handle.toMethodHandle(mode);
      int extra = handle.accessModeType(mode).parameterCount() - where.length;
      Object result = extra == 0 ? call.invokeWithArguments(with(where)) : extra == 1 ? call.invokeWithArguments(with(where, values[1])) : call.invokeWithArguments(with(where, values[1], values[2]));
      line.append(' ').append(result);
      MethodHandle set = handle.toMethodHandle(AccessMode.GET);
      line.append('/').append(set.invokeWithArguments(with(where)));
      if (handle.isAccessModeSupported(AccessMode.SET))
        handle.toMethodHandle(AccessMode.SET).invokeWithArguments(with(where, values[0]));
    }
    System.out.println(line);
  }

  interface Action {
    void run() throws Throwable;
  }

  static void fails(String what, Action action) {
    try {
      action.run();
      System.out.println(what + ": nothing thrown");
    } catch (Throwable e) {
      System.out.println(what + ": " + e.getClass().getName() + (e instanceof NullPointerException ? "" : ": " + String.valueOf(e.getMessage()).replaceAll("@[0-9a-f]+", "")));
    }
  }

  static void direct() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    VarHandle ints = lookup.findVarHandle(VarHandles.class, "i", int.class), texts = lookup.findVarHandle(VarHandles.class, "o", String.class), longs = lookup.findStaticVarHandle(VarHandles.class, "sl", long.class);
    VarHandles at = new VarHandles();
    ints.set(at, 5);
    System.out.println((int) ints.get(at) + " " + (int) ints.getVolatile(at) + " " + (int) ints.getAcquire(at) + " " + (int) ints.getOpaque(at));
    ints.setVolatile(at, 6);
    ints.setRelease(at, 7);
    ints.setOpaque(at, 8);
    System.out.println(ints.compareAndSet(at, 8, 9) + " " + ints.compareAndSet(at, 8, 10) + " " + (int) ints.compareAndExchange(at, 9, 11) + " " + (int) ints.compareAndExchangeAcquire(at, 9, 12) + " " + (int) ints.compareAndExchangeRelease(at, 11, 13));
    while (!ints.weakCompareAndSet(at, 13, 14))
      ;
    while (!ints.weakCompareAndSetPlain(at, 14, 15))
      ;
    while (!ints.weakCompareAndSetAcquire(at, 15, 16))
      ;
    while (!ints.weakCompareAndSetRelease(at, 16, 17))
      ;
    System.out.println((int) ints.getAndSet(at, 18) + " " + (int) ints.getAndSetAcquire(at, 19) + " " + (int) ints.getAndSetRelease(at, 20) + " " + (int) ints.getAndAdd(at, 1) + " " + (int) ints.getAndAddAcquire(at, 2) + " " + (int) ints.getAndAddRelease(at, 3));
    System.out.println((int) ints.getAndBitwiseOr(at, 64) + " " + (int) ints.getAndBitwiseOrAcquire(at, 128) + " " + (int) ints.getAndBitwiseOrRelease(at, 256) + " " + (int) ints.getAndBitwiseAnd(at, 0xff) + " " + (int) ints.getAndBitwiseAndAcquire(at, 0x7f) + " " + (int) ints.getAndBitwiseAndRelease(at, 0x3f)
        + " " + (int) ints.getAndBitwiseXor(at, 1) + " " + (int) ints.getAndBitwiseXorAcquire(at, 2) + " " + (int) ints.getAndBitwiseXorRelease(at, 4) + " " + at.i);
    texts.set(at, "text");
    System.out.println((String) texts.get(at) + (Object) texts.getVolatile(at) + texts.compareAndSet(at, "text", "new") + (String) texts.getAndSet(at, null) + at.o);
    longs.set(1L << 50);
    longs.set(5);
    System.out.println((long) longs.getAndAdd(1L << 40) + " " + (long) longs.getAndAdd(6) + " " + (double) (long) longs.get() + " " + (Object) longs.get() + " " + sl);
    longs.setVolatile((Long) 8L);
    long boxed = (Long) longs.get();
    System.out.println(boxed + (float) longs.get());
    // a stack without locks
    VarHandle head = lookup.findVarHandle(VarHandles.class, "head", Node.class), next = lookup.findVarHandle(Node.class, "next", Node.class);
    for (int n = 0; n < 1000; n++) {
      Node old;
      do
        old = (Node) head.getVolatile(at);
      while (!head.compareAndSet(at, old, new Node(n, old)));
    }
    int sum = 0;
    for (Node node = (Node) head.getAndSet(at, (Node) null); node != null; node = (Node) next.getAcquire(node))
      sum += node.value;
    System.out.println(sum + " " + at.head);
    // types that do not fit
    fails("wrong argument", () -> ints.set(at, "text"));
    fails("wrong receiver", () -> ints.set("text", 1));
    fails("receiver as Object", () -> ints.set((Object) "text", 1));
    fails("null receiver", () -> ints.set((VarHandles) null, 1));
    fails("too few", () -> ints.set(at));
    fails("narrowing", () -> ints.set(at, 1L));
    fails("result", () -> System.out.println((String) ints.get(at)));
    fails("result cast", () -> System.out.println((Integer) (Object) texts.getAndSet(at, "s")));
    fails("cast of result", () -> System.out.println((Integer) texts.get(at)));
    fails("object argument", () -> texts.set(at, (Object) 5));
    fails("exact", () -> ints.withInvokeExactBehavior().set(at, (short) 5));
    fails("exact fits", () -> ints.withInvokeExactBehavior().set(at, 5));
    fails("null handle", () -> ((VarHandle) null).get());
    fails("final", () -> lookup.findVarHandle(VarHandles.class, "constant", int.class).set(at, 5));
    fails("no add on strings", () -> texts.getAndAdd(at, "x"));
    fails("no such field", () -> lookup.findVarHandle(VarHandles.class, "none", int.class));
    fails("static", () -> lookup.findVarHandle(VarHandles.class, "si", int.class));
    ints.set(at, (short) 3);
    ints.set((Object) at, (Integer) 4);
    System.out.println((long) ints.get(at) + " " + (Object) ints.getAndAdd(at, (byte) 1) + " " + (int) lookup.findVarHandle(VarHandles.class, "constant", int.class).get(at));
    System.out.println(ints + " " + ints.varType() + ints.coordinateTypes() + longs.coordinateTypes() + ints.accessModeType(AccessMode.COMPARE_AND_SET) + ints.hasInvokeExactBehavior() + ints.describeConstable().isPresent());
    VarHandle.fullFence();
    VarHandle.acquireFence();
    VarHandle.releaseFence();
    VarHandle.loadLoadFence();
    VarHandle.storeStoreFence();
  }

  static void arrays() {
    VarHandle ints = MethodHandles.arrayElementVarHandle(int[].class), texts = MethodHandles.arrayElementVarHandle(String[].class), objects = MethodHandles.arrayElementVarHandle(Object[].class);
    int[] array = new int[4];
    ints.set(array, 2, 5);
    System.out.println((int) ints.getAndAdd(array, 2, 3) + " " + ints.compareAndSet(array, 2, 8, 9) + " " + (int) ints.getVolatile(array, 2) + " " + Arrays.toString(array));
    String[] strings = { "a", "b" };
    System.out.println((String) texts.getAndSet(strings, 0, "z") + (String) texts.compareAndExchange(strings, 1, "b", "y") + (Object) objects.getAndSet(strings, 1, "w") + Arrays.toString(strings));
    fails("bounds", () -> ints.set(array, 4, 1));
    fails("negative", () -> ints.setVolatile(array, -1, 1));
    fails("store", () -> objects.set(strings, 0, 5));
    fails("null array", () -> ints.get((int[]) null, 0));
  }

  static void views() throws Throwable {
    byte[] bytes = new byte[64];
    for (ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
      VarHandle ints = MethodHandles.byteArrayViewVarHandle(int[].class, order), longs = MethodHandles.byteArrayViewVarHandle(long[].class, order), chars = MethodHandles.byteArrayViewVarHandle(char[].class, order);
      VarHandle shorts = MethodHandles.byteArrayViewVarHandle(short[].class, order), floats = MethodHandles.byteArrayViewVarHandle(float[].class, order), doubles = MethodHandles.byteArrayViewVarHandle(double[].class, order);
      ints.set(bytes, 1, 0x01020304);
      longs.set(bytes, 7, 0x1122334455667788L);
      chars.set(bytes, 17, '\u0102');
      shorts.set(bytes, 19, (short) -2);
      floats.set(bytes, 24, 1.5f);
      doubles.set(bytes, 32, -2.5);
      System.out.println(Arrays.toString(Arrays.copyOf(bytes, 42)) + (int) ints.get(bytes, 1) + " " + (long) longs.get(bytes, 7) + (char) chars.get(bytes, 17) + (short) shorts.get(bytes, 19) + (float) floats.get(bytes, 24) + (double) doubles.get(bytes, 32));
      fails("view bounds", () -> ints.set(bytes, 61, 1));
      ByteBuffer heap = ByteBuffer.allocate(64), direct = ByteBuffer.allocateDirect(64);
      for (ByteBuffer buffer : new ByteBuffer[] { heap, direct }) {
        VarHandle bufferInts = MethodHandles.byteBufferViewVarHandle(int[].class, order), bufferLongs = MethodHandles.byteBufferViewVarHandle(long[].class, order);
        bufferInts.set(buffer, 3, 0x0a0b0c0d);
        bufferLongs.set(buffer, 9, -5L);
        System.out.println((int) bufferInts.get(buffer, 3) + " " + (long) bufferLongs.get(buffer, 9) + " " + buffer.get(3));
        fails("buffer bounds", () -> bufferLongs.get(buffer, 60));
        fails("read only", () -> bufferInts.set(buffer.asReadOnlyBuffer(), 0, 1));
      }
      ByteBuffer aligned = ByteBuffer.allocateDirect(64);
      VarHandle atomic = MethodHandles.byteBufferViewVarHandle(int[].class, order);
      everyMode("buffer " + order, atomic, new Object[] { aligned, 8 }, VALUES[4]);
      fails("unaligned", () -> atomic.getAndAdd(aligned, 2, 1));
    }
  }

  public static void main(String[] args) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<?>[] types = { boolean.class, byte.class, short.class, char.class, int.class, long.class, float.class, double.class, String.class };
    String[] names = { "z", "b", "s", "c", "i", "l", "f", "d", "o" };
    direct();
    arrays();
    for (int n = 0; n < types.length; n++) {
      VarHandles at = new VarHandles();
      VarHandle field = lookup.findVarHandle(VarHandles.class, names[n], types[n]), statics = lookup.findStaticVarHandle(VarHandles.class, "s" + names[n], types[n]);
      VarHandle elements = MethodHandles.arrayElementVarHandle(types[n].arrayType());
      field.toMethodHandle(AccessMode.SET).invoke(at, VALUES[n][0]);
      everyMode("field " + types[n], field, new Object[] { at }, VALUES[n]);
      statics.toMethodHandle(AccessMode.SET).invoke(VALUES[n][0]);
      everyMode("static " + types[n], statics, new Object[0], VALUES[n]);
      Object array = java.lang.reflect.Array.newInstance(types[n], 3);
      elements.toMethodHandle(AccessMode.SET).invoke(array, 1, VALUES[n][0]);
      everyMode("element " + types[n], elements, new Object[] { array, 1 }, VALUES[n]);
    }
    views();
    VarHandle ints = lookup.findVarHandle(VarHandles.class, "i", int.class);
    VarHandles at = new VarHandles();
    MethodHandle invoker = MethodHandles.varHandleInvoker(AccessMode.GET_AND_ADD, MethodType.methodType(int.class, VarHandles.class, int.class)), exact = MethodHandles.varHandleExactInvoker(AccessMode.GET, MethodType.methodType(int.class, VarHandles.class));
    System.out.println((int) invoker.invokeExact(ints, at, 7) + " " + (int) exact.invokeExact(ints, at));
    // one site, many handles
    VarHandle[] handles = { ints, lookup.findVarHandle(VarHandles.class, "l", long.class), lookup.findVarHandle(VarHandles.class, "s", short.class) };
    for (VarHandle handle : handles)
      try {
        handle.set(at, 3);
        System.out.println(at.i + " " + at.l + " " + at.s);
      } catch (WrongMethodTypeException e) {
        System.out.println(e.getMessage());
      }
    int workers = 4, rounds = 20000;
    Thread[] threads = new Thread[workers];
    ints.set(at, 0);
    for (int n = 0; n < workers; n++)
      (threads[n] = new Thread(() -> {
        for (int m = 0; m < rounds; m++)
          ints.getAndAdd(at, 1);
      })).start();
    for (Thread thread : threads)
      thread.join();
    System.out.println((int) ints.getVolatile(at));
  }
}
