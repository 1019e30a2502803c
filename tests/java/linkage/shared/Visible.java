package other;

public class Visible {
    public int packageField = 1;
    public int protectedField = 2;
    public Visible() { }
    public Visible(int a) { }
    public Object packageMethod(int a) { return a; }
    public Object protectedMethod(String a) { return a; }
    public static Object staticProtected() { return 1; }
}
