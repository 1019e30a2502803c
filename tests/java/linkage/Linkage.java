// Classes that changed after their users were compiled (shared/ and changed/): which error each use gets, with HotSpot's words.
import other.Guarded;
import other.Hideaway;
import other.Visible;

public class Linkage {
    interface Action { Object run() throws Throwable; }

    static void attempt(String what, Action action) {
        try {
            System.out.println(what + ": " + action.run());
        } catch (Throwable thrown) {
            System.out.println(what + ": " + thrown.toString().replaceAll("Lambda[^ ]*", "Lambda"));
            for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause())
                System.out.println("  because of " + cause);
        }
    }

    static Object nothing(Runnable action) {
        action.run();
        return "done";
    }

    static class Kept extends Parent {
        int superCall() { return super.turnedAbstract(); }
    }

    static class Speaker implements Speaks {
        public String say() { return "said"; }
    }

    static class Catcher { // HotSpot's verifier loads the class that it catches
        static Object attempt() {
            try {
                throw new IllegalStateException("thrown");
            } catch (RemovedException e) {
                return "caught";
            }
        }
    }

    static class Both implements Left, Right { }

    static class Heir extends Guarded {
        Object mine() { return this.wasProtected(); }
        Object field() { return wasProtectedField; }
    }

    public static void main(String[] arguments) {
        for (int round = 0; round < 2; round++) {
            fields();
            methods();
            classes();
            interfaces();
            access();
        }
    }

    static void fields() {
        Things things = new Things();
        attempt("field removed", () -> things.removed);
        attempt("field removed, written", () -> things.removed = 1);
        attempt("static field removed", () -> Things.staticRemoved);
        attempt("field of another type", () -> things.retyped);
        attempt("field turned static", () -> things.turnedStatic);
        attempt("field turned static, written", () -> things.turnedStatic = 2);
        attempt("static field turned instance", () -> Things.turnedInstance);
        attempt("static field turned instance, written", () -> Things.turnedInstance = 2);
        attempt("field turned private", () -> things.turnedPrivate);
        attempt("static field turned private", () -> Things.staticTurnedPrivate);
        attempt("field turned final, written", () -> things.turnedFinal = 3);
        attempt("static field turned final, written", () -> Things.staticTurnedFinal = 3);
        attempt("field moved up", () -> things.movedUp);
        attempt("constant inlined", () -> Things.CONSTANT);
    }

    static void methods() {
        Things things = new Things();
        attempt("method removed", () -> nothing(() -> things.gone()));
        attempt("method with arguments removed", () -> things.gone(1, 2L, 3.0f, 4.0, true, 'c', (byte) 5, (short) 6));
        attempt("method of classes removed", () -> things.gone("a", new int[0][0], new String[0], things));
        attempt("constructor removed", () -> new Things("a"));
        attempt("static method removed", () -> Things.staticGone(null));
        attempt("result type changed", () -> things.result());
        attempt("method turned static", () -> things.turnedStatic(1));
        attempt("static method turned instance", () -> Things.turnedInstance("x"));
        attempt("method turned private", () -> things.turnedPrivate(1));
        attempt("static method turned private", () -> Things.staticTurnedPrivate());
        attempt("constructor turned private", () -> new Things(1));
        attempt("method moved up", () -> things.movedUp());
        attempt("super method turned abstract", () -> new Kept().superCall());
        attempt("method abstract now", () -> new Kept().another());
        attempt("overrides what is final now", () -> new Overrider().fixed());
        attempt("native method", () -> new Things().nativeMethod(1, "x"));
        attempt("static native method", () -> nothing(() -> Things.nativeStatic(null)));
        attempt("method reference to a removed method", () -> { Runnable r = things::gone; r.run(); return "ran"; });
        attempt("method reference to a removed constructor", () -> {
            java.util.function.Function<String, Object> f = Things::new;
            return f.apply("a");
        });
        attempt("lambda in a changed functional interface", () -> {
            Shape shape = () -> 5;
            return shape.more();
        });
        attempt("component removed", () -> new Point(1, 2).y());
        attempt("constant of an enum removed", () -> Colour.GREEN);
    }

    static void classes() {
        attempt("class turned abstract", () -> new TurnedAbstract());
        attempt("class turned interface, made", () -> new TurnedInterface());
        attempt("class turned interface, static", () -> TurnedInterface.call());
        attempt("class turned interface, virtual", () -> callVirtual(null));
        attempt("interface turned class", () -> callInterface(null));
        attempt("interface turned class, static", () -> TurnedClass.of());
        attempt("superclass turned final", () -> new ExtendsFinal());
        attempt("superclass turned interface", () -> new ExtendsInterface());
        attempt("interface of a class turned class", () -> new ImplementsClass());
        attempt("superclass sealed now", () -> new ExtendsSealed());
        attempt("interface sealed now", () -> new ImplementsSealed());
        attempt("superinterface sealed now", () -> InheritsSealed.class.getName() + new InheritsSealed() { }.hashCode());
        attempt("removed class made", () -> new Removed());
        attempt("array of a removed class", () -> new Removed[1]);
        attempt("arrays of arrays of a removed class", () -> new Removed[1][1]);
        attempt("removed class's literal", () -> Removed.class);
        attempt("removed class's static", () -> Removed.call());
        attempt("cast to a removed class", () -> (Removed) (Object) "x");
        attempt("null cast to a removed class", () -> (Removed) (Object) null);
        attempt("instance of a removed class", () -> (Object) "x" instanceof Removed);
        attempt("null an instance of a removed class", () -> (Object) null instanceof Removed);
        attempt("superclass removed", () -> new ExtendsRemoved());
        attempt("catch of a removed class", () -> Catcher.attempt());
        attempt("initialiser throws", () -> Failing.value);
        attempt("initialiser threw", () -> Failing.value);
        attempt("initialiser throws an error", () -> FailingError.value);
        attempt("initialiser threw an error", () -> new FailingError());
        attempt("initialiser of a superclass threw", () -> new FailingChild());
    }

    static Object callVirtual(TurnedInterface of) { return of.hashCodeOf(); }
    static Object callInterface(TurnedClass of) { return of.name(); }

    static void interfaces() {
        attempt("interface gained a method", () -> new Speaker().say() + Speaks.ask(new Speaker()));
        attempt("defaults conflict", () -> new Both().both());
        attempt("defaults conflict by interface", () -> ((Left) new Both()).both());
        attempt("class no longer implements", () -> Employer.make().work());
        attempt("implementation turned private", () -> ((Job) new PrivateJob()).work());
        attempt("implementation turned protected", () -> ((Job) new ProtectedJob()).work());
        attempt("implementation turned package private", () -> ((Job) new PackageJob()).work());
        attempt("implementation turned static", () -> ((Job) new StaticJob()).work());
        attempt("interface method turned static", () -> new Job() { public Object work() { return 1; } }.helper());
        attempt("static interface method turned default", () -> Job.create());
        attempt("interface method turned private", () -> new Job() { public Object work() { return 1; } }.hidden());
        attempt("default removed", () -> new Job() { public Object work() { return 1; } }.extra());
        attempt("reabstracted", () -> new Reabstract() { }.value());
    }

    static void access() {
        attempt("class turned package private", () -> new Hideaway());
        attempt("class turned package private, static", () -> Hideaway.call());
        attempt("class turned package private, cast", () -> (Hideaway) (Object) "x");
        attempt("class turned package private, array", () -> new Hideaway[2].length);
        attempt("superclass turned package private", () -> new ExtendsHideaway());
        attempt("field turned package private", () -> new Visible().packageField);
        attempt("field turned protected", () -> new Visible().protectedField);
        attempt("method turned package private", () -> new Visible().packageMethod(1));
        attempt("method turned protected", () -> new Visible().protectedMethod("a"));
        attempt("static method turned protected", () -> Visible.staticProtected());
        attempt("constructor turned protected", () -> new Visible(1));
        attempt("protected method turned package private", () -> new Heir().mine());
        attempt("protected field turned private", () -> new Heir().field());
        attempt("private of a host that lists others", () -> Host.Member.read());
        attempt("private method of a host that lists others", () -> Host.Member.call());
        attempt("private of a member that the host disowns", () -> Host.Member.hostReads());
        attempt("private of a host that is gone", () -> LostHost.Member.read());
    }

}
