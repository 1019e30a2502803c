// Class loaders: duplicate definitions, loader constraints, names and places in messages, bad results of loadClass.
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;

public class Loaders {
    /** Defines the classes whose names begin with Mine itself, from the class path's bytes. */
    static class Own extends ClassLoader {
        final String except;

        Own(String name, String except) {
            super(name, Loaders.class.getClassLoader());
            this.except = except;
        }

        byte[] bytes(String name) {
            try (InputStream in = Loaders.class.getResourceAsStream("/" + name + ".class")) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("Mine") || name.equals(except))
                return super.loadClass(name, resolve);
            Class<?> found = findLoadedClass(name);
            return found != null ? found : define(name, bytes(name));
        }
    }

    static void attempt(String what, Callable<Object> action) {
        try {
            System.out.println(what + ": " + action.call());
        } catch (Throwable thrown) {
            for (Throwable at = thrown instanceof java.lang.reflect.InvocationTargetException ? thrown.getCause() : thrown; at != null;
                 at = at.getCause())
                System.out.println(what + ": " + at.toString().replaceAll("@[0-9a-f]+", "@hash"));
        }
    }

    static Object call(ClassLoader loader, String name) throws Exception {
        var constructor = Class.forName(name, true, loader).getDeclaredConstructor();
        constructor.setAccessible(true);
        return ((Callable<?>) constructor.newInstance()).call();
    }

    /** Class files whose first bytes are wrong: words of ClassFormatError and UnsupportedClassVersionError. */
    static void broken() {
        Own loader = new Own("broken", null);
        byte[] bytes = loader.bytes("MineA"), magic = bytes.clone(), newer = bytes.clone(), tag = bytes.clone();
        magic[0] = 0;
        newer[7] = 99;
        tag[10] = 99;
        for (String name : new String[] {"MineA", null}) {
            attempt("magic", () -> loader.define(name, magic));
            attempt("newer", () -> loader.define(name, newer));
            attempt("tag", () -> loader.define(name, tag));
            attempt("seven bytes", () -> loader.define(name, java.util.Arrays.copyOf(magic, 7)));
        }
    }

    public static void main(String[] arguments) {
        broken();
        Own named = new Own("named", ""), nameless = new Own(null, "");
        attempt("defined twice", () -> {
            named.define("MineA", named.bytes("MineA"));
            return named.define("MineA", named.bytes("MineA"));
        });
        attempt("defined twice without a name", () -> {
            nameless.define("MineA", named.bytes("MineA"));
            return nameless.define("MineA", named.bytes("MineA"));
        });
        attempt("wrong name", () -> named.define("MineB", named.bytes("MineA")));
        attempt("name with a slash", () -> named.define("Mine/B", named.bytes("MineA")));
        attempt("prohibited package", () -> named.define("java.lang.Mine", named.bytes("MineA")));
        attempt("cast between loaders", () -> (MineA) named.loadClass("MineA").getDeclaredConstructor().newInstance());
        attempt("cast between loaders, arrays", () -> (MineA[]) java.lang.reflect.Array.newInstance(named.loadClass("MineA"), 1));
        attempt("cast from java.base", () -> (MineA) (Object) "text");
        attempt("cast to java.base", () -> (String) named.loadClass("MineA").getDeclaredConstructor().newInstance());
        attempt("cast of a primitive array", () -> (MineA[]) (Object) new int[1]);
        attempt("package private across loaders", () -> call(new Own("child", "MineHidden"), "MineUser"));
        attempt("private by reflection", () -> MineHidden.class.getDeclaredMethod("secret").invoke(null));
        // MineMaker and MineMakes are the parent's, and so is what they mean by MineA.
        new MineA();
        for (String name : new String[] { "MineCaller", "MineCallerLater", "MineCallerEarlier", "MineReader", "MineOverrider" }) {
            attempt("loader constraint, " + name, () -> call(new Own("child", "MineMaker"), name));
            attempt("no constraint, " + name, () -> call(new Own("child", ""), name) != named);
        }
        for (String name : new String[] { "MineInterfaceCaller", "MineImplementer" })
            attempt("loader constraint, " + name, () -> {
                Own child = new Own("child", "MineMakes");
                child.loadClass("MineA");
                return call(child, name);
            });
        attempt("no such class", () -> named.loadClass("MineNowhere.Not".substring(4)));
        attempt("loadClass gives null", () -> Class.forName("Anything", true, new ClassLoader() {
            public Class<?> loadClass(String name) { return null; }
        }));
        attempt("loadClass gives another", () -> Class.forName("Anything", true, new ClassLoader() {
            public Class<?> loadClass(String name) { return Loaders.class; }
        }));
        attempt("loadClass throws", () -> Class.forName("Anything", true, new ClassLoader() {
            public Class<?> loadClass(String name) { throw new IllegalStateException("thrown"); }
        }));
        attempt("superclass circle", () -> new Circle().loadClass("One"));
        attempt("forName of odd names", () -> Class.forName("a/b"));
        attempt("forName of an array", () -> Class.forName("[LMineA;") + " " + Class.forName("[[I"));
        attempt("forName of no array", () -> Class.forName("[LMineA"));
        attempt("forName of an array of none", () -> Class.forName("[LNone;"));
        attempt("forName of void", () -> Class.forName("[V"));
        attempt("forName of a primitive", () -> Class.forName("int"));
        attempt("forName of nothing", () -> Class.forName(""));
    }

    /** Two classes, each the other's superclass, by changing names in the class file of MineOne extends MineTwo. */
    static class Circle extends Own {
        Circle() { super("circle", ""); }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("One") && !name.equals("Two"))
                return super.loadClass(name, resolve);
            Class<?> found = findLoadedClass(name);
            if (found != null)
                return found;
            String file = new String(bytes("Uno"), java.nio.charset.StandardCharsets.ISO_8859_1);
            file = name.equals("One") ? file.replace("Uno", "One").replace("Due", "Two") : file.replace("Uno", "Two").replace("Due", "One");
            return define(name, file.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }
}

class Due { }
class Uno extends Due { }

class MineHidden {
    static String hidden() { return "hidden"; }
    private static String secret() { return "secret"; }
}
class MineUser implements Callable<Object> {
    public MineUser() { }
    public Object call() { return MineHidden.hidden(); }
}

