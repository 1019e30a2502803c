package other;

public class Hideaway {
    public static Object call() { return "called"; }
}
