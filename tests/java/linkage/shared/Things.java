// What Linkage and others are compiled against; changed/ has what they meet at run time.
class ThingsBase { }

class Things extends ThingsBase {
    int removed = 1;
    static int staticRemoved = 2;
    int retyped = 3;
    int turnedStatic = 4;
    static int turnedInstance = 5;
    int turnedPrivate = 6;
    static String staticTurnedPrivate = "7";
    int turnedFinal = 8;
    static int staticTurnedFinal = 9;
    int movedUp = 10;
    static final int CONSTANT = 11;

    Things() { }
    Things(String text) { }
    Things(int number) { }
    void gone() { }
    int gone(int a, long b, float c, double d, boolean e, char f, byte g, short h) { return 0; }
    String[] gone(String a, int[][] b, String[] c, Things d) { return null; }
    static Things staticGone(Things a) { return a; }
    int result() { return 1; }
    int turnedStatic(int a) { return a; }
    static String turnedInstance(String a) { return a; }
    int turnedPrivate(int a) { return a; }
    static String staticTurnedPrivate() { return null; }
    String movedUp() { return "old"; }
    native int nativeMethod(int a, String b);
    static native void nativeStatic(Object[] a);
}

abstract class Parent {
    int turnedAbstract() { return 1; }
    int another() { return 2; }
}

class Fixed { String fixed() { return "fixed"; } }
class Overrider extends Fixed { String fixed() { return "overridden"; } }
interface Shape { int area(); default int more() { return 1; } }
record Point(int x, int y) { }
enum Colour { RED, GREEN }

class TurnedAbstract { }
class TurnedInterface {
    static Object call() { return "called"; }
    Object hashCodeOf() { return 1; }
}
interface TurnedClass {
    String name();
    static Object of() { return "of"; }
}
class TurnedFinal { }
class ExtendsFinal extends TurnedFinal { }
class SuperInterface { }
class ExtendsInterface extends SuperInterface { }
interface SuperClass { }
class ImplementsClass implements SuperClass { }
class Sealed { }
class ExtendsSealed extends Sealed { }
interface SealedFace { }
class ImplementsSealed implements SealedFace { }
interface InheritsSealed extends SealedFace { }
class Removed { static Object call() { return 1; } }
class ExtendsRemoved extends Removed { }
class RemovedException extends RuntimeException { }
class Failing { static int value = Integer.parseInt("x"); }
class FailingError { static int value; static { if (true) throw new AssertionError("no"); } }
class FailingChild extends Failing { }

interface Speaks {
    String say();
    static String ask(Speaks speaker) { return "asked"; }
}
interface Left { default String both() { return "left"; } }
interface Right { }
class Worker implements Work { public Object work() { return "worked"; } }
class Employer { static Work make() { return new Worker(); } }
interface Work { Object work(); }
interface Job {
    Object work();
    default Object helper() { return "helped"; }
    static Object create() { return "created"; }
    default Object hidden() { return "shown"; }
    default Object extra() { return "extra"; }
}
class PrivateBase { public Object work() { return 1; } }
class PrivateJob extends PrivateBase implements Job { }
class ProtectedBase { public Object work() { return 1; } }
class ProtectedJob extends ProtectedBase implements Job { }
class PackageBase { public Object work() { return 1; } }
class PackageJob extends PackageBase implements Job { }
class StaticBase { public Object work() { return 1; } }
class StaticJob extends StaticBase implements Job { }
interface Valued { default Object value() { return 1; } }
interface Reabstract extends Valued { }
class ExtendsHideaway extends other.Hideaway { }
