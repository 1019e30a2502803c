// SPDX-License-Identifier: Apache-2.0
import java.lang.invoke.*;

/** What a handle of null, and a handle on what may not be accessed, say. */
public class Access {
    interface Deed {
        Object run() throws Throwable;
    }

    static int twice(int number) {
        return 2 * number;
    }

    static MethodHandle handle;
    static VarHandle variable;

    static void show(String what, Deed deed) {
        try {
            System.out.println(what + ": " + deed.run());
        } catch (Throwable e) {
            StackTraceElement at = e.getStackTrace()[0];
            System.out.println(what + ": " + e + " <- " + e.getCause() + " at " + at.getClassName() + "." + at.getMethodName().replaceAll("\\d+$", ""));
        }
    }

    public static void main(String[] arguments) {
        MethodHandles.Lookup own = MethodHandles.lookup();
        MethodType type = MethodType.methodType(int.class, int.class);
        for (int i = 0; i < 2; i++) {
            show("invoke", () -> (int) handle.invoke(1));
            show("invokeExact", () -> (int) handle.invokeExact(1));
            show("get", () -> (int) variable.get());
            show("compareAndSet", () -> variable.compareAndSet(1, 2));
            show("null itself", () -> ((MethodHandle) null).invoke());
        }
        show("a public lookup", () -> MethodHandles.publicLookup().findStatic(Access.class, "twice", type));
        show("a private method", () -> own.findStatic(Math.class, "powerOfTwoD", MethodType.methodType(double.class, int.class)));
        show("a method of the package", () -> own.findVirtual(String.class, "value", MethodType.methodType(byte[].class)));
        show("a private constructor", () -> own.findConstructor(Math.class, MethodType.methodType(void.class)));
        show("a protected method", () -> own.findVirtual(ClassLoader.class, "findClass", MethodType.methodType(Class.class, String.class)));
    }
}
