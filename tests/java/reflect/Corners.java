// SPDX-License-Identifier: Apache-2.0
// options: --add-opens java.base/jdk.internal.misc=ALL-UNNAMED
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;

/** Errors of copies, of arrays by reflection and of names that are no class: which, and their words. */
public class Corners {
    interface Deed {
        Object run() throws Throwable;
    }

    static abstract class Unfinished {
        static int number(int given) {
            return given;
        }
    }

    static void show(String what, Deed deed) {
        try {
            System.out.println(what + ": " + deed.run());
        } catch (Throwable e) {
            System.out.println(what + ": " + e);
        }
    }

    static void copy(Object from, int at, Object to, int toAt, int count) {
        show("copy", () -> {
            System.arraycopy(from, at, to, toAt, count);
            return "copied";
        });
    }

    static void copies() {
        Object[] mixed = { 1, "s" };
        copy(mixed, 0, new Integer[2], 0, 2);
        copy(mixed, 0, new int[2], 0, 2);
        copy(new int[2], 0, new Object[2], 0, 2);
        copy(new int[2], 0, new long[2], 0, 2);
        copy(new boolean[2], 0, new byte[2], 0, 2);
        copy("s", 0, new int[2], 0, 2);
        copy(new int[2], 0, Thread.currentThread().getThreadGroup(), 0, 2);
        copy(mixed, 1, mixed, 1, 2);
        copy(new int[2], -1, new int[3], 0, 2);
        copy(new byte[2], 0, new byte[3], -5, 2);
        copy(new int[2], 0, new int[3], Integer.MAX_VALUE, 2);
        copy(mixed, 0, new String[3], 0, -2);
        copy(new String[3], 0, new Integer[3], 0, 2);
        copy(new String[] { "s" }, 0, new Integer[3][], 0, 1);
        copy(new String[] { "s" }, 0, new Integer[3], 0, 1);
        copy(new Object[][] { { "s" } }, 0, new Integer[3][], 0, 1);
    }

    static void arrays() {
        for (Object array : new Object[] { new int[2], new Object[2], new boolean[1], "s" }) {
            show("get", () -> Array.getByte(array, -1));
            show("get", () -> Array.getLong(array, 9));
            show("set", () -> {
                Array.setBoolean(array, 9, true);
                return "set";
            });
        }
        show("new", () -> Array.newInstance(null));
        show("new", () -> Array.newInstance(int.class));
        show("number of null", () -> Unfinished.class.getDeclaredMethod("number", int.class).invoke(null, (Object) null));
        show("number of s", () -> Unfinished.class.getDeclaredMethod("number", int.class).invoke(null, "s"));
    }

    static void names() {
        for (String name : new String[] { "Ljava.lang.String;", "[Lnone;", "[[Lp.none;", "p.none", "java.lang.Object[]", "[java.lang.Object", ".", "..", "a..b",
            ".a", "a.", "a.;", "a/b", "", "[", "[V", "[L;", "[La", "[La;b;", "[I", "[".repeat(255) + "I", "[".repeat(256) + "I", "x".repeat(2000) })
            for (ClassLoader loader : new ClassLoader[] { null, ClassLoader.getSystemClassLoader() })
                show("forName", () -> Class.forName(name, false, loader));
    }

    static void instances() throws Exception {
        var field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        var unsafe = (sun.misc.Unsafe) field.get(null);
        for (Class<?> kind : new Class<?>[] { int.class, Class.class, Unfinished.class, Runnable.class, Object.class })
            show("instance", () -> unsafe.allocateInstance(kind).getClass());
        Class<?> inner = Class.forName("jdk.internal.misc.Unsafe");
        show("offset", () -> {
            try {
                return inner.getMethod("objectFieldOffset", Class.class, String.class)
                        .invoke(inner.getMethod("getUnsafe").invoke(null), Unfinished.class, "noFieldIsNamedSo");
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    public static void main(String[] arguments) throws Exception {
        copies();
        arrays();
        names();
        instances();
    }
}
