// When classes and interfaces are initialised, and what each use of one gets whose initialisation failed (JVMS 5.5).
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class Initialisation {
    static void attempt(String what, Callable<?> action) {
        try {
            System.out.println(what + ": " + action.call());
        } catch (Throwable thrown) {
            System.out.println(what + ": " + thrown);
            for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause())
                System.out.println("  because of " + cause);
        }
    }

    static int tell(String what) {
        System.out.println("initialised: " + what);
        return 1;
    }

    static int fail(String what) {
        System.out.println("fails: " + what);
        throw new IllegalStateException(what);
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> int sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    static class Failing {
        static int x = fail("Failing");
    }

    static class BelowFailing extends Failing {
        static int y = 1;
    }

    static class WithError {
        static int x = sneak(new StackOverflowError("mine"));
    }

    static class WithChecked {
        static int x = sneak(new Exception("checked"));
    }

    interface HasDefault {
        int K = fail("HasDefault");
        default void method() { }
    }

    static class OfDefault implements HasDefault {
        static int z = 1;
    }

    interface HasAbstract {
        int K = fail("HasAbstract");
        void method();
    }

    abstract static class OfAbstract implements HasAbstract {
        static int z = 2;
    }

    interface HasPrivate {
        int K = tell("HasPrivate");
        private void method() { }
    }

    interface HasStatic extends HasPrivate {
        int L = tell("HasStatic");
        static void method() { }
    }

    static class OfPrivate implements HasStatic {
        static int z = 3;
    }

    interface BelowDefault extends HasDefault {
        int M = tell("BelowDefault");
        static int five() { return 5; }
    }

    enum Kind {
        A {
            int f() { return 1 / zero; }
        },
        B;
        static int zero = 0;
        int f() { return 2; }
        static { A.f(); }
    }

    static class Itself {
        static final Itself ONE = new Itself();
        static int n = 7;
        final int seen;
        Itself() { seen = n; }
    }

    static class Upper {
        static { System.out.println("Upper sees " + Lower.x); }
        static int p = 3;
    }

    static class Lower extends Upper {
        static int x = 9;
        static { tell("Lower"); }
    }

    static class Constants {
        static final String S = "constant";
        static final int I = 3;
        static final Integer BOXED = 4;
        static { tell("Constants"); }
    }

    static class Element {
        static { tell("Element"); }
    }

    static class Slow {
        static int v = slow();

        static int slow() {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return 0;
            }
            return fail("Slow");
        }
    }

    static void uses() {
        attempt("field of a subclass", () -> BelowFailing.y);
        attempt("inherited field", () -> BelowFailing.x);
        attempt("instance", () -> new BelowFailing());
        attempt("error", () -> WithError.x);
        attempt("checked", () -> WithChecked.x);
        attempt("default method", () -> OfDefault.z);
        attempt("abstract method", () -> OfAbstract.z);
        attempt("its interface", () -> HasAbstract.K);
        attempt("private method", () -> OfPrivate.z);
        attempt("interface's method", () -> BelowDefault.five());
        attempt("enum", () -> Kind.B.f());
        attempt("itself", () -> Itself.ONE.seen + " " + Itself.n);
        attempt("subclass first", () -> Lower.x + " " + Upper.p);
        attempt("constants", () -> Constants.S + Constants.I);
        attempt("no constant", () -> Constants.BOXED);
        attempt("array", () -> new Element[3].length + " " + Element[].class.getName());
        attempt("Class.forName", () -> Class.forName("Initialisation$BelowFailing"));
        attempt("reflection", () -> BelowFailing.class.getDeclaredField("y").getInt(null));
        attempt("method handle", () -> MethodHandles.lookup().findStaticGetter(BelowFailing.class, "y", int.class));
    }

    /** One thread fails, the others get its failure. */
    static void together() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch ready = new CountDownLatch(4);
        List<Future<String>> uses = new ArrayList<>();
        for (int i = 0; i < 4; i++)
            uses.add(threads.submit(() -> {
                ready.countDown();
                ready.await();
                try {
                    return "value " + Slow.v;
                } catch (LinkageError e) {
                    return e.getClass().getName();
                }
            }));
        List<String> got = new ArrayList<>();
        for (Future<String> use : uses)
            got.add(use.get());
        got.sort(null);
        System.out.println(got);
        threads.shutdown();
    }

    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < 2; round++)
            uses();
        together();
    }
}
