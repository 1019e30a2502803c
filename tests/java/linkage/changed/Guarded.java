package other;

public class Guarded {
    Object wasProtected() { return 1; }
    private Object wasProtectedField = 2;
}
