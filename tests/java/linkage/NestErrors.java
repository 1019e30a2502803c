// SPDX-License-Identifier: Apache-2.0
// Errors of the virtual machine while a nest's host or members are loaded: they are thrown, nothing is decided, and the next try works.
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

class NestErrors {
    static class Member {
        private static String secret() {
            return "secret";
        }
    }

    static class Asker {
        static String ask() {
            return Member.secret();
        }
    }

    /** Defines this program's classes itself; what `errors` says is thrown, once, where a class is asked for. */
    static class Loader extends ClassLoader {
        final Map<String, Throwable> errors = new HashMap<>();

        Loader() {
            super(NestErrors.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Throwable error = errors.remove(name);
                if (error instanceof Error)
                    throw (Error) error;
                if (error instanceof ClassNotFoundException)
                    throw (ClassNotFoundException) error;
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null)
                    return loaded;
                if (!name.startsWith("NestErrors"))
                    return super.loadClass(name, resolve);
                try (InputStream in = NestErrors.class.getResourceAsStream(name + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }

    static void ask(Loader loader) throws Exception {
        var method = loader.loadClass("NestErrors$Asker").getDeclaredMethod("ask");
        method.setAccessible(true);
        try {
            System.out.println(method.invoke(null));
        } catch (InvocationTargetException e) {
            System.out.println(e.getCause().toString().replaceAll("@[0-9a-f]+", "@x"));
        }
    }

    static void host(Class<?> member) {
        try {
            System.out.println(member.getNestHost().getName());
        } catch (Throwable e) {
            System.out.println(e);
        }
    }

    static void members(Class<?> host) {
        try {
            String[] names = Arrays.stream(host.getNestMembers()).map(Class::getName).sorted().toArray(String[]::new);
            System.out.println(Arrays.toString(names));
        } catch (Throwable e) {
            System.out.println(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (Throwable error : new Throwable[] {new OutOfMemoryError("once"), new InternalError("once"), new LinkageError("once"),
            new ClassNotFoundException("once")}) {
            Loader loader = new Loader();
            loader.errors.put("NestErrors", error);
            ask(loader);
            ask(loader);
            loader = new Loader();
            loader.errors.put("NestErrors", error);
            host(loader.loadClass("NestErrors$Member"));
            host(loader.loadClass("NestErrors$Member"));
            loader = new Loader();
            Class<?> host = loader.loadClass("NestErrors");
            loader.errors.put("NestErrors$Asker", error);
            members(host);
            members(host);
        }
    }
}
