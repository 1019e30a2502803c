// jars: asm.jar
// Class files that no compiler makes: sealed classes with strange subclasses, calls in and of interfaces on what does not
// implement them, handlers of what may not be caught, names as long as
// they may be.
import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

public class Crafted {
    static class Loader extends ClassLoader {
        final Map<String, byte[]> classes = new HashMap<>();

        Loader(ClassLoader parent) { super(parent); }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/'));
            if (bytes == null)
                throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
        }

        Class<?> define(String name, byte[] bytes, int offset, int length) {
            return defineClass(name, bytes, offset, length);
        }

        void add(int access, String name, String superclass, String[] interfaces, String... permitted) {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(V17, access, name, null, superclass, interfaces);
            for (String subclass : permitted)
                writer.visitPermittedSubclass(subclass);
            classes.put(name, writer.toByteArray());
        }
    }

    static void attempt(String what, Callable<Object> action) {
        String told;
        try {
            told = String.valueOf(action.call());
        } catch (InvocationTargetException e) {
            told = e.getCause().toString().replaceAll("@[0-9a-f]+", "@");
        } catch (Throwable thrown) {
            told = thrown.toString();
        }
        System.out.println(what + ": " + told);
    }

    static final int OPEN = ACC_PUBLIC | ACC_SUPER | ACC_ABSTRACT;

    static void sealed() {
        Loader loader = new Loader(Crafted.class.getClassLoader()), other = new Loader(loader);
        String object = "java/lang/Object";
        loader.add(OPEN, "p/Sealed", object, null, "p/Good", "q/Good", "q/Bad", "q/Far");
        loader.add(ACC_SUPER, "p/Good", "p/Sealed", null);
        loader.add(ACC_SUPER, "p/Stranger", "p/Sealed", null);
        loader.add(ACC_SUPER | ACC_PUBLIC, "q/Good", "p/Sealed", null);
        loader.add(ACC_SUPER, "q/Bad", "p/Sealed", null);
        other.add(ACC_SUPER | ACC_PUBLIC, "q/Far", "p/Sealed", null);
        loader.add(ACC_PUBLIC | ACC_ABSTRACT | ACC_INTERFACE, "p/Interface", object, null, "p/Does", "q/Does");
        loader.add(ACC_SUPER, "p/Does", object, new String[] { "p/Interface" });
        loader.add(ACC_SUPER, "q/Does", object, new String[] { "p/Interface" });
        for (String name : new String[] { "p.Good", "p.Stranger", "q.Good", "q.Bad", "p.Does", "q.Does" })
            attempt(name, () -> Class.forName(name, true, loader));
        attempt("of another loader", () -> Class.forName("q.Far", true, other));
        loader.add(OPEN, "p/Closed", object, null, "p/Nobody");
        loader.add(ACC_SUPER, "p/Nobody", "p/Closed", null);
        /* The attribute is the last thing of the file: its length, a count of 1, an index. */
        byte[] whole = loader.classes.get("p/Closed"), none = java.util.Arrays.copyOf(whole, whole.length - 2);
        none[none.length - 1] = 0;
        none[none.length - 3] = 2;
        loader.classes.put("p/Closed", none);
        attempt("sealed to all", () -> Class.forName("p.Closed", true, loader).isSealed());
        attempt("its subclasses", () -> Class.forName("p.Closed", true, loader).getPermittedSubclasses().length);
        attempt("a subclass of it", () -> Class.forName("p.Nobody", true, loader));
    }

    static void method(ClassWriter writer, int access, String name, String text) {
        MethodVisitor code = writer.visitMethod(access, name, "()Ljava/lang/String;", null, null);
        code.visitCode();
        code.visitLdcInsn(text);
        code.visitInsn(ARETURN);
        code.visitMaxs(1, 1);
    }

    static void call(ClassWriter writer, String name, int opcode, String owner, String called) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, name, "(Ljava/lang/Object;)Ljava/lang/String;", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(opcode, owner, called, "()Ljava/lang/String;", owner.equals("Interface"));
        code.visitInsn(ARETURN);
        code.visitMaxs(1, 1);
    }

    static void receivers() throws ReflectiveOperationException {
        Loader loader = new Loader(Crafted.class.getClassLoader());
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, "Interface", null, "java/lang/Object", null);
        method(writer, ACC_PRIVATE, "secret", "secret");
        method(writer, ACC_PUBLIC, "open", "open");
        call(writer, "specialSecret", INVOKESPECIAL, "Interface", "secret");
        call(writer, "specialOpen", INVOKESPECIAL, "Interface", "open");
        call(writer, "specialObject", INVOKESPECIAL, "java/lang/Object", "toString");
        call(writer, "interfaceSecret", INVOKEINTERFACE, "Interface", "secret");
        call(writer, "interfaceOpen", INVOKEINTERFACE, "Interface", "open");
        call(writer, "interfaceObject", INVOKEINTERFACE, "Interface", "toString");
        loader.classes.put("Interface", writer.toByteArray());
        writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC | ACC_SUPER, "Implements", null, "java/lang/Object", new String[] { "Interface" });
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitInsn(RETURN);
        code.visitMaxs(1, 1);
        method(writer, ACC_PUBLIC, "toString", "one that implements it");
        loader.classes.put("Implements", writer.toByteArray());
        Class<?> caller = Class.forName("Interface", true, loader);
        Object right = Class.forName("Implements", true, loader).getConstructor().newInstance();
        for (String call : new String[] { "specialSecret", "specialOpen", "specialObject", "interfaceSecret", "interfaceOpen", "interfaceObject" })
            for (int round = 0; round < 2; round++)
                for (Object receiver : new Object[] { right, "a string", null })
                    attempt(call + " on " + receiver,
                        () -> ((String) caller.getMethod(call, Object.class).invoke(null, receiver)).replaceAll("@.*", "@"));
    }

    /** try { throw … } catch (Hidden) { "hidden" } catch (Throwable t) { t }, where Hidden is of another package; covered: the
     * first handler is in a try of its own. */
    static byte[] catcher(String name, boolean covered) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", "()Ljava/lang/Object;", null, null);
        Label start = new Label(), first = new Label(), second = new Label(), third = new Label();
        code.visitCode();
        code.visitTryCatchBlock(start, first, first, "p/Hidden");
        code.visitTryCatchBlock(start, first, second, "java/lang/Throwable");
        if (covered)
            code.visitTryCatchBlock(first, second, third, "java/lang/Throwable");
        code.visitLabel(start);
        code.visitTypeInsn(NEW, "java/lang/IllegalStateException");
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
        code.visitInsn(ATHROW);
        code.visitLabel(first);
        code.visitFrame(F_NEW, 0, null, 1, new Object[] { "p/Hidden" });
        code.visitInsn(POP);
        code.visitLdcInsn("hidden");
        code.visitInsn(ARETURN);
        code.visitLabel(second);
        code.visitFrame(F_NEW, 0, null, 1, new Object[] { "java/lang/Throwable" });
        code.visitInsn(ARETURN);
        code.visitLabel(third);
        code.visitFrame(F_NEW, 0, null, 1, new Object[] { "java/lang/Throwable" });
        code.visitInsn(POP);
        code.visitLdcInsn("of the handler's own try");
        code.visitInsn(ARETURN);
        code.visitMaxs(2, 0);
        return writer.toByteArray();
    }

    /** An exception whose class may not be caught here: the error is thrown where its handler begins. */
    static void handlers() {
        Loader loader = new Loader(Crafted.class.getClassLoader());
        loader.add(ACC_SUPER, "p/Hidden", "java/lang/RuntimeException", null);
        loader.classes.put("q/Plain", catcher("q/Plain", false));
        loader.classes.put("q/Covered", catcher("q/Covered", true));
        for (String name : new String[] { "q.Plain", "q.Covered" })
            for (int round = 0; round < 2; round++)
                attempt(name, () -> Class.forName(name, true, loader).getMethod("run").invoke(null));
    }

    static void initialisers() {
        for (int version : new int[] { 50, 51, 61 })
            for (int access : new int[] { 0, ACC_STATIC, ACC_STATIC | ACC_PRIVATE | ACC_FINAL }) {
                ClassWriter writer = new ClassWriter(0);
                writer.visit(version, ACC_PUBLIC | ACC_SUPER, "Initialised", null, "java/lang/Object", null);
                MethodVisitor code = writer.visitMethod(access, "<clinit>", "()V", null, null);
                code.visitCode();
                code.visitFieldInsn(GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
                code.visitLdcInsn("<clinit> runs");
                code.visitMethodInsn(INVOKEVIRTUAL, "java/io/PrintStream", "println", "(Ljava/lang/String;)V", false);
                code.visitInsn(RETURN);
                code.visitMaxs(2, 1);
                Loader loader = new Loader(Crafted.class.getClassLoader());
                loader.classes.put("Initialised", writer.toByteArray());
                attempt("version " + version + ", access " + access, () -> Class.forName("Initialised", true, loader).getName());
            }
    }

    /** Files that are wrong when their own name is known. */
    static void malformed() {
        Loader loader = new Loader(Crafted.class.getClassLoader());
        String object = "java/lang/Object";
        loader.add(ACC_SUPER, "Twice", object, new String[] { "java/lang/Runnable", "java/lang/Runnable" });
        loader.add(ACC_SUPER, "OfArray", "[I", null);
        loader.add(ACC_SUPER, "OfNothing", null, null);
        loader.add(ACC_SUPER, "Longer", object, null);
        loader.classes.put("Longer", java.util.Arrays.copyOf(loader.classes.get("Longer"), 200));
        for (String name : new String[] { "Twice", "OfArray", "OfNothing", "Longer" }) {
            byte[] bytes = loader.classes.get(name);
            attempt(name, () -> Class.forName(name, true, loader));
            attempt(name + " without its name", () -> loader.define(null, bytes, 0, bytes.length));
        }
        attempt("no bytes", () -> loader.define("None", new byte[0], 0, 0));
        attempt("bytes of nothing", () -> loader.define(null, new byte[100], 0, 100));
        attempt("a version to come", () -> loader.define(null, new byte[] { (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 100, 0, 0 }, 0, 10));
        attempt("beyond the array", () -> loader.define("None", new byte[10], 5, 10));
    }

    /** A class with a method that casts to an array of it. */
    static byte[] longName(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "fits", "(Ljava/lang/Object;)Z", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitTypeInsn(INSTANCEOF, "[L" + name + ";");
        code.visitInsn(IRETURN);
        code.visitMaxs(1, 1);
        return writer.toByteArray();
    }

    static String told(String name) {
        return name.length() + " characters, hash " + name.hashCode();
    }

    /** A plus sign is a letter of names like others, also where a hidden class has one. */
    static void plusNames() throws ReflectiveOperationException {
        Loader loader = new Loader(Crafted.class.getClassLoader());
        for (String name : new String[] { "A+0x12", "p/A+0xB+0x1", "A+0x" }) {
            loader.add(ACC_PUBLIC | ACC_SUPER, name, "java/lang/Object", null);
            attempt(name, () -> {
                Class<?> made = Class.forName(name.replace('/', '.'), true, loader);
                return made + ", " + made.arrayType().getName() + ", " + Class.forName(made.getName(), false, loader).isHidden();
            });
        }
        Class<?> hidden = MethodHandles.lookup().defineHiddenClass(longName("Hidden"), false).lookupClass();
        System.out.println((hidden.getName() + " " + hidden.arrayType().arrayType().getName()).replaceAll("0x[0-9a-f]+", "suffix"));
    }

    static void longNames() throws ReflectiveOperationException {
        for (int length : new int[] { 250, 1100, 1199, 2000, 60000 }) {
            Loader loader = new Loader(Crafted.class.getClassLoader());
            Class<?>[] classes = new Class<?>[2];
            for (int i = 0; i < 2; i++) {
                String name = "n".repeat(length) + "ab".charAt(i);
                loader.classes.put(name, longName(name));
                classes[i] = loader.findClass(name);
            }
            for (Class<?> one : classes) {
                Object array = Array.newInstance(one, 0);
                attempt(length + " array", () -> told(array.getClass().getName()) + ", " + told(array.getClass().arrayType().getName()));
                for (Class<?> caller : classes)
                    attempt(length + " fits", () -> caller.getMethod("fits", Object.class).invoke(null, array));
                attempt(length + " by name", () -> Class.forName(array.getClass().getName(), false, loader) == array.getClass());
            }
            attempt(length + " hidden", () -> {
                byte[] bytes = longName("n".repeat(length));
                String a = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass().getName();
                String b = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass().getName();
                return !a.equals(b) && a.length() > length + 2;
            });
        }
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        sealed();
        receivers();
        handlers();
        initialisers();
        malformed();
        plusNames();
        longNames();
    }
}
