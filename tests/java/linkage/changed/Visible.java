package other;

public class Visible {
    int packageField = 1;
    protected int protectedField = 2;
    public Visible() { }
    protected Visible(int a) { }
    Object packageMethod(int a) { return a; }
    protected Object protectedMethod(String a) { return a; }
    protected static Object staticProtected() { return 1; }
}
