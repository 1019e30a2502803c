package other;

public class Guarded {
    protected Object wasProtected() { return 1; }
    protected Object wasProtectedField = 2;
}
