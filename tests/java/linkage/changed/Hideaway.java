package other;

class Hideaway {
    public static Object call() { return "called"; }
}
