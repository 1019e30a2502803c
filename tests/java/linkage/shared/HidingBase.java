package other;

/** What a class of another package hides, and does not override. */
public class HidingBase {
    String speak() { return "HidingBase"; }

    public static String speak(HidingBase base) { return base.speak(); }
}
