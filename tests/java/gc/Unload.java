// SPDX-License-Identifier: Apache-2.0
// options: -XX:MaxMetaspaceSize=40m
// stress: -Xgc:verify,move,collect=20000
// Classes of loaders that are gone and hidden classes that nobody holds go; those that something holds stay: an object, an array, a
// Class, a method, a handle, a stack trace, a frame, a class of another loader. Then more of them than fit, one after another.
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

public class Unload {
    /** Defines classes of this program anew; the rest comes from its parent, or from another of its kind. */
    static class Loader extends ClassLoader {
        final Loader other;

        Loader(Loader other) {
            super(Unload.class.getClassLoader());
            this.other = other;
        }

        Class<?> define(String name) {
            byte[] bytes = bytes(name);
            return defineClass(null, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> found = findLoadedClass(name);
            if (found != null)
                return found;
            if (name.equals("Unload$Helper"))
                return other == null ? define("Helper") : other.loadClass(name);
            return super.loadClass(name, resolve);
        }
    }

    public static class Helper {
        static int calls;
        static final List<String> said = new ArrayList<>();

        public static int help(int n) {
            calls += n;
            said.add("help " + n);
            return calls;
        }
    }

    record Pair(int a, String b) {
    }

    /** Does a little of all that is linked when it first runs. */
    public static class Body implements IntSupplier, Comparable<Object>, Callable<Throwable> {
        static int made;
        final int number = ++made;

        @Override
        public int getAsInt() {
            Supplier<String> capturing = () -> "number " + number;
            Supplier<String> constant = () -> "constant";
            return Helper.help(number) + capturing.get().length() + constant.get().length();
        }

        @Override
        public int compareTo(Object other) {
            return other instanceof Body ? number : -number;
        }

        @Override
        public Throwable call() {
            return new IllegalStateException("from a body");
        }

        public static void waitFor(CountDownLatch entered, CountDownLatch leave) {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                System.out.println(e);
            }
        }
    }

    /** As a hidden class: its own name is not that of its bytes. */
    public static class Nameless implements IntSupplier {
        static int made;
        final int number = ++made;

        @Override
        public int getAsInt() {
            return ("number " + number + ' ' + made).length();
        }
    }

    static byte[] bytes(String name) {
        try (InputStream in = Unload.class.getResourceAsStream("Unload$" + name + ".class")) {
            return in.readAllBytes();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static final ReferenceQueue<Object> queue = new ReferenceQueue<>();

    /** Weak references to a loader and its class, and what `use` makes of the class. */
    static class Trial {
        Reference<Object> loader, type, phantom;
        Object kept;

        interface Use {
            Object of(Class<?> type) throws Exception;
        }

        /** In a thread of its own, whose stack is gone afterwards. */
        Trial(Use use) throws Exception {
            Thread thread = new Thread(() -> {
                Loader made = new Loader(null);
                Class<?> body = made.define("Body");
                loader = new WeakReference<>(made);
                phantom = new PhantomReference<>(made, queue);
                type = new WeakReference<>(body);
                try {
                    kept = use.of(body);
                } catch (Exception e) {
                    e.printStackTrace();
                }
            });
            thread.start();
            thread.join();
        }

        boolean gone() throws Exception {
            for (int i = 0; i < 50 && loader.get() != null; i++) {
                System.gc();
                Thread.sleep(i);
            }
            return loader.get() == null && type.get() == null;
        }

        boolean lives() {
            System.gc();
            System.gc();
            return loader.get() != null && type.get() != null;
        }
    }

    static IntSupplier instance(Class<?> type) throws Exception {
        return (IntSupplier) type.getConstructor().newInstance();
    }

    static void holders() throws Throwable {
        Trial unused = new Trial(type -> null);
        System.out.println("unused gone: " + unused.gone());
        Reference<?> told = queue.remove(60000);
        System.out.println("told: " + (told == unused.phantom));
        Trial used = new Trial(type -> {
            IntSupplier made = instance(type);
            ((Comparable<Object>) made).compareTo(made);
            Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { Runnable.class }, (p, m, a) -> null);
            return made.getAsInt() > 0 ? null : made;
        });
        System.out.println("used gone: " + used.gone());
        String[] names = { "object", "array", "class", "method", "handle", "array class", "proxy" };
        Trial.Use[] uses = {
            type -> instance(type),
            type -> Array.newInstance(type, 2),
            type -> type,
            type -> type.getMethod("getAsInt"),
            type -> MethodHandles.publicLookup().findConstructor(type, MethodType.methodType(void.class)),
            type -> type.arrayType(),
            type -> Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { Runnable.class }, (p, m, a) -> null),
        };
        for (int i = 0; i < uses.length; i++) {
            Trial trial = new Trial(uses[i]);
            System.out.println(names[i] + " holds: " + trial.lives());
            if (trial.kept instanceof IntSupplier made)
                System.out.println(made.getAsInt() + " " + ((Comparable<Object>) made).compareTo(made) + " " + made.getAsInt());
            if (trial.kept instanceof MethodHandle handle)
                System.out.println(((IntSupplier) handle.asType(MethodType.methodType(IntSupplier.class)).invokeExact()).getAsInt());
            if (trial.kept instanceof Method method)
                System.out.println(method.invoke(instance(method.getDeclaringClass())));
            trial.kept = null;
        }
        Trial trace = new Trial(type -> ((Callable<?>) instance(type)).call());
        trace.lives();
        StackTraceElement thrower = ((Throwable) trace.kept).getStackTrace()[0];
        System.out.println("trace: " + thrower.getClassName() + "." + thrower.getMethodName());
        frame();
    }

    /** A class that only the frame of its static method holds. */
    static void frame() throws Exception {
        CountDownLatch entered = new CountDownLatch(1), leave = new CountDownLatch(1);
        Thread[] runner = new Thread[1];
        Trial trial = new Trial(type -> {
            MethodHandle handle = MethodHandles.publicLookup().findStatic(type, "waitFor",
                    MethodType.methodType(void.class, CountDownLatch.class, CountDownLatch.class));
            runner[0] = new Thread(() -> {
                try {
                    handle.invokeExact(entered, leave);
                } catch (Throwable e) {
                    System.out.println(e);
                }
            });
            runner[0].start();
            return null;
        });
        entered.await();
        System.out.println("frame holds: " + trial.lives());
        leave.countDown();
        runner[0].join();
        runner[0] = null;
        System.out.println("frame gone: " + trial.gone());
    }

    /** A class keeps those of the loader that its own loader asked. */
    static void others() throws Exception {
        Object[] kept = new Object[1];
        Reference<?>[] first = new Reference<?>[1];
        Thread thread = new Thread(() -> {
            Loader one = new Loader(null);
            first[0] = new WeakReference<>(one);
            try {
                kept[0] = instance(new Loader(one).define("Body"));
                ((IntSupplier) kept[0]).getAsInt();
            } catch (Exception e) {
                e.printStackTrace();
            }
        });
        thread.start();
        thread.join();
        System.gc();
        System.out.println("other loader holds: " + (first[0].get() != null));
        System.out.println(((IntSupplier) kept[0]).getAsInt());
    }

    static boolean cleared(Reference<?> reference) throws Exception {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(i);
        }
        return reference.get() == null;
    }

    static void hidden() throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        byte[] bytes = bytes("Nameless");
        Reference<?>[] made = new Reference<?>[2];
        Object[] held = new Object[1];
        Thread thread = new Thread(() -> {
            try {
                Class<?> weak = lookup.defineHiddenClass(bytes, true).lookupClass();
                Class<?> strong = lookup.defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.STRONG).lookupClass();
                held[0] = instance(lookup.defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE).lookupClass());
                instance(weak).getAsInt();
                Array.newInstance(weak, 1);
                made[0] = new WeakReference<>(weak);
                made[1] = new WeakReference<>(strong);
            } catch (Exception e) {
                e.printStackTrace();
            }
        });
        thread.start();
        thread.join();
        System.out.println("hidden gone: " + cleared(made[0]));
        System.out.println("strong stays: " + (made[1].get() != null));
        System.out.println(((IntSupplier) held[0]).getAsInt() > 0);
    }

    /** Calls through the same instructions and checks of type on classes that come and go, so that their memory is used again. */
    static int exercise(Object made, int expected) {
        int sum = ((IntSupplier) made).getAsInt();
        sum += ((Comparable<Object>) made).compareTo(made);
        if (made instanceof Runnable || made instanceof CharSequence)
            sum += 1000000;
        if (sum != expected)
            throw new AssertionError(sum + " is not " + expected);
        return sum;
    }

    static void many(int loaders, int hidden) throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        byte[] bytes = bytes("Nameless");
        int expected = ((IntSupplier) instance(new Loader(null).define("Body"))).getAsInt() + 1;
        Reference<?> last = null;
        for (int i = 0; i < loaders; i++) {
            Class<?> type = new Loader(null).define("Body");
            exercise(instance(type), expected);
            if (i % 2 == 0) {
                Runnable proxy = (Runnable) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { Runnable.class },
                        (p, m, a) -> null);
                proxy.run();
            }
        }
        System.out.println(loaders + " loaders");
        for (int i = 0; i < hidden; i++) {
            Class<?> type = lookup.defineHiddenClass(bytes, false).lookupClass();
            if (i % 100 == 0 && instance(type).getAsInt() == 0)
                throw new AssertionError();
        }
        System.out.println(hidden + " hidden classes");
    }

    public static void main(String[] args) throws Throwable {
        System.out.println(new Pair(1, "of them"));
        holders();
        others();
        hidden();
        many(args.length > 0 ? Integer.parseInt(args[0]) : 1500, args.length > 1 ? Integer.parseInt(args[1]) : 15000);
    }
}
