// equals, hashCode and toString of records.
// stress: -Xgc:collect=50,move
import java.util.*;

public class Records {
  record Empty() { }

  record All(boolean z, byte b, short s, char c, int i, long l, float f, double d, String t, Object o, int[] a) { }

  record Real(float f, double d) { }

  record Generic<T extends Comparable<T>>(T first, List<T> rest) implements Comparable<Generic<T>> {
    public int compareTo(Generic<T> other) {
      return first.compareTo(other.first);
    }
  }

  record Node(int value, Node next) { }

  record Own(int a, int b) {
    public boolean equals(Object o) {
      return o instanceof Own other && other.a == a;
    }

    public int hashCode() {
      return a;
    }
  }

  record Compact(int low, int high) {
    Compact {
      if (low > high)
        throw new IllegalArgumentException(low + " > " + high);
    }

    static Compact of(int both) {
      return new Compact(both, both);
    }
  }

  private record Hidden(String inside, Map<String, Integer> map) { }

  static class Bad {
    public String toString() {
      throw new UnsupportedOperationException("text");
    }

    public int hashCode() {
      throw new UnsupportedOperationException("hash");
    }

    public boolean equals(Object o) {
      throw new UnsupportedOperationException("equals");
    }
  }

  record Holder(Object o) { }

  public static void main(String[] args) {
    System.out.println(new Empty() + " " + new Empty().hashCode() + " " + new Empty().equals(new Empty()) + " " + new Empty().equals(null));
    int[] array = { 1 };
    All all = new All(true, (byte) -1, (short) 300, 'q', -5, 1L << 40, 1.5f, -2.25, "text", List.of(1, 2), array);
    All same = new All(true, (byte) -1, (short) 300, 'q', -5, 1L << 40, 1.5f, -2.25, "text", new ArrayList<>(List.of(1, 2)), array);
    System.out.println(all.toString().replaceAll("I@[0-9a-f]+", "array") + " " + all.equals(same) + " " + (all.hashCode() == same.hashCode()));
    System.out.println(all.equals(new All(false, (byte) -1, (short) 300, 'q', -5, 1L << 40, 1.5f, -2.25, "text", List.of(1, 2), array)));
    System.out.println(all.equals(new All(true, (byte) -1, (short) 300, 'q', -5, 1L << 41, 1.5f, -2.25, "text", List.of(1, 2), array)));
    System.out.println(all.equals(new All(true, (byte) -1, (short) 300, 'q', -5, 1L << 40, 1.5f, -2.25, null, List.of(1, 2), array)) + " " + all.equals("no"));
    System.out.println(new All(false, (byte) 1, (short) 2, 'c', 3, 4, 5, 6, null, null, null).hashCode());
    System.out.println(new Real(0f, 0.0).equals(new Real(-0f, 0.0)) + " " + new Real(Float.NaN, Double.NaN).equals(new Real(Float.NaN, Double.NaN)) + " " + new Real(Float.NaN, -0.0).hashCode() + " " + new Real(1e10f, 1e-10));
    Generic<String> generic = new Generic<>("g", List.of("h"));
    System.out.println(generic + " " + generic.hashCode() + " " + generic.equals(new Generic<>("g", List.of("h"))) + " " + generic.compareTo(new Generic<>("a", List.of())));
    Node chain = null;
    for (int i = 0; i < 50; i++)
      chain = new Node(i, chain);
    System.out.println(chain + " " + chain.hashCode());
    System.out.println(new Own(1, 2).equals(new Own(1, 3)) + " " + new Own(1, 2) + new Own(4, 2).hashCode());
    System.out.println(Compact.of(3) + " " + new HashSet<>(List.of(Compact.of(1), new Compact(1, 2))).contains(new Compact(1, 2)));
    try {
      new Compact(2, 1);
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    System.out.println(new Hidden("in", new TreeMap<>(Map.of("k", 1))));
    record Local(String where) { }
    System.out.println(new Local("method") + " " + new Local(null).hashCode() + new Local(null).equals(new Local(null)));
    Runnable[] throwers = { () -> new Holder(new Bad()).toString(), () -> new Holder(new Bad()).hashCode(), () -> new Holder(new Bad()).equals(new Holder(1)) };
    for (Runnable thrower : throwers)
      try {
        thrower.run();
      } catch (UnsupportedOperationException e) {
        System.out.println(e.getMessage() + " " + e.getStackTrace()[0]);
      }
  }
}
