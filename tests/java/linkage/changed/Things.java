class ThingsBase {
    int movedUp = 100;
    String movedUp() { return "new"; }
}

class Things extends ThingsBase {
    long retyped = 3;
    static int turnedStatic = 4;
    int turnedInstance = 5;
    private int turnedPrivate = 6;
    private static String staticTurnedPrivate = "7";
    final int turnedFinal = 8;
    static final int staticTurnedFinal = Integer.parseInt("9");
    static final int CONSTANT = 12;

    Things() { }
    private Things(int number) { }
    long result() { return 1; }
    static int turnedStatic(int a) { return a; }
    String turnedInstance(String a) { return a; }
    private int turnedPrivate(int a) { return a; }
    private static String staticTurnedPrivate() { return null; }
    native int nativeMethod(int a, String b);
    static native void nativeStatic(Object[] a);
}

abstract class Parent {
    abstract int turnedAbstract();
    abstract int another();
}

class Fixed { final String fixed() { return "fixed"; } }
interface Shape { int perimeter(); default int more() { return perimeter(); } }
record Point(int x, int z) { }
enum Colour { RED, BLUE }

abstract class TurnedAbstract { }
interface TurnedInterface { static Object call() { return "called"; } default Object hashCodeOf() { return 1; } }
class TurnedClass {
    String name() { return "name"; }
    static Object of() { return "of"; }
}
final class TurnedFinal { }
interface SuperInterface { }
class SuperClass { }
sealed class Sealed permits SealedHeir { }
final class SealedHeir extends Sealed { }
sealed interface SealedFace permits Face { }
final class Face implements SealedFace { }

interface Speaks {
    String say();
    String answer();
    static String ask(Speaks speaker) { return speaker.answer(); }
}
interface Left { default String both() { return "left"; } }
interface Right { default String both() { return "right"; } }
class Worker { public Object work() { return "worked"; } }
interface Job {
    Object work();
    static Object helper() { return "helped"; }
    default Object create() { return "created"; }
    private Object hidden() { return "shown"; }
    Object extra();
}
class PrivateBase { private Object work() { return 1; } }
class ProtectedBase { protected Object work() { return 1; } }
class PackageBase { Object work() { return 1; } }
class StaticBase { public static Object work() { return 1; } }
interface Reabstract extends Valued { Object value(); }
