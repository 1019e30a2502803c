// An interface call selects the nearest class's method, not what that class hides: a method that only another package may
// override (JVMS 5.4.5, 5.4.6).
import other.HidingBase;
import java.util.function.Supplier;

public class Selection {
    interface Speaks {
        String speak();
    }

    static class Hides extends HidingBase implements Speaks {
        public String speak() { return "Hides"; }
    }

    static class Below extends Hides implements Runnable {
        public void run() { }
    }

    static class Again extends Hides {
        public String speak() { return "Again, not " + super.speak(); }
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (Speaks speaks : new Speaks[] { new Hides(), new Below(), new Again() }) {
            Supplier<String> reference = speaks::speak;
            System.out.println(speaks.speak() + ", " + reference.get() + ", " + Speaks.class.getMethod("speak").invoke(speaks) + ", " +
                HidingBase.speak((HidingBase) speaks));
        }
    }
}
