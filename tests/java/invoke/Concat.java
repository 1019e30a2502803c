// String concatenation as javac emits it: every type, constant and order.
// stress: -Xgc:collect=50,move
import java.util.*;

public class Concat {
  static String order = "";

  record Named(String name) {
    public String toString() {
      order = order.concat(name);
      return name;
    }
  }

  static class Null {
    public String toString() {
      return null;
    }
  }

  static class Bad {
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  static String string(String a, String b) {
    return a + b;
  }

  static String numbers(byte a, short b, char c, int d, long e, float f, double g, boolean h) {
    return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h;
  }

  public static void main(String[] args) {
    System.out.println(numbers((byte) -128, (short) 32767, 'x', Integer.MIN_VALUE, Long.MIN_VALUE, 1.1f, 1e100, true));
    System.out.println(numbers((byte) 0, (short) -1, '\u00e9', Integer.MAX_VALUE, Long.MAX_VALUE, -0f, Double.NaN, false).length());
    for (int i : new int[] { 0, 9, 10, 99, 100, -9, -10, 1234567890, -1234567890 })
      System.out.print(i + "|" + (long) i * 1000000007L + "|");
    System.out.println();
    for (double d : new double[] { 0, -0.0, 1, 0.1, 1e7, 1e-3, 123456789.125, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY })
      System.out.print("" + d + "," + (float) d + ";");
    System.out.println();
    String none = null;
    Object nothing = null;
    System.out.println(none + none + nothing + 'c' + null);
    System.out.println("tostring null: " + new Null() + new Null());
    System.out.println("" + new Named("a") + 1 + new Named("b") + 2.5 + new Named("c") + order);
    System.out.println("\1\2 literal " + args.length + " \2");
    char wide = '\u4e2d';
    String latin = "caf\u00e9";
    String mixed = latin + wide + "\u0000" + 1 + "\ud83d\ude00" + latin;
    System.out.println(mixed.length() + " " + mixed.hashCode() + " " + mixed.codePointAt(7) + " " + (int) mixed.charAt(5));
    System.out.println((latin + wide).equals("caf\u00e9\u4e2d") + " " + (latin + 'x').equals("caf\u00e9x") + " " + ("" + wide).charAt(0) + 0);
    String s = "same";
    System.out.println(("" + s == s) + " " + (s + "" == s) + " " + ("" + s).equals(s) + " " + string("", "").length());
    s += 1;
    s += 'c';
    s += 2.5f;
    s += null;
    int[] counts = { 1 };
    String[] texts = { "t" };
    int at = 0;
    texts[at++] += counts[0]++ + "x" + at;
    System.out.println(s + texts[0] + counts[0] + at);
    char[] chars = { 'a' };
    System.out.println(("" + chars).startsWith("[C@"));
    List<Object> list = new ArrayList<>();
    list.add(1);
    list.add("two");
    System.out.println("list " + list + " map " + Map.of("k", 1) + " opt " + Optional.empty());
    try {
      System.out.println("x" + new Bad() + 1);
    } catch (IllegalStateException e) {
      for (StackTraceElement element : e.getStackTrace())
        System.out.println(element);
    }
    String many = "";
    int a = 1, b = 2;
    long c = 3;
    many = a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a
        + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + a + "," + b + "," + c + "," + list;
    System.out.println(many);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 2000; i++)
      all.append("i" + i + '/' + (i * 0.5) + (i % 2 == 0));
    System.out.println(all.length() + " " + all.toString().hashCode());
    String h = "x".repeat(1 << 26);
    try {
      System.out.println((h + h + h + h + h + h + h + h + h + h + h + h + h + h + h + h
          + h + h + h + h + h + h + h + h + h + h + h + h + h + h + h + h).length());
    } catch (OutOfMemoryError e) {
      System.out.println(e.getMessage());
    }
  }
}
