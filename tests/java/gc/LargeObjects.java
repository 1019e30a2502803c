// options: -Xmx64m
// jars: asm.jar
// Objects with so many fields that they are larger than what lies among others, and so many references that they
// cannot be counted in 16 bits: all is kept, and nothing lies where something else is.
import static org.objectweb.asm.Opcodes.*;

import java.lang.reflect.Field;
import java.util.function.Supplier;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

public class LargeObjects extends ClassLoader {
    LargeObjects() { super(LargeObjects.class.getClassLoader()); }

    static void call(MethodVisitor code, String owner) {
        code.visitMethodInsn(INVOKESPECIAL, owner, "<init>", "()V", false);
    }

    /** A class that makes more of itself. */
    Class<?> define(String name, String superclass, int fields, String type) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC | ACC_SUPER, name, null, superclass, new String[] { "java/util/function/Supplier" });
        for (int i = 0; i < fields; i++)
            writer.visitField(ACC_PUBLIC, "f" + i, type, null, null);
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        call(code, superclass);
        code.visitInsn(RETURN);
        code.visitMaxs(1, 1);
        code = writer.visitMethod(ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        code.visitCode();
        code.visitTypeInsn(NEW, name);
        code.visitInsn(DUP);
        call(code, name);
        code.visitInsn(ARETURN);
        code.visitMaxs(2, 1);
        byte[] bytes = writer.toByteArray();
        return defineClass(null, bytes, 0, bytes.length);
    }

    static void numbers(Class<?> wide) throws ReflectiveOperationException {
        Supplier<?> maker = (Supplier<?>) wide.getConstructor().newInstance();
        Field[] fields = { wide.getField("f0"), wide.getField("f700"), wide.getField("f1399") };
        Object[] kept = new Object[500];
        Object[] rubbish = new Object[1000];
        long wrong = 0;
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < kept.length; i++) {
                rubbish[i * 31 % rubbish.length] = new byte[100];
                if (round != 0 && i % 7 != round % 7)
                    continue;
                kept[i] = maker.get();
                for (Field field : fields)
                    wrong += field.getLong(kept[i]) == 0 ? 0 : 1;
                for (Field field : fields)
                    field.setLong(kept[i], i * 10L);
            }
            System.gc();
            for (int i = 0; i < 10000; i++)
                rubbish[i % rubbish.length] = new long[] { -1, -1, -1, -1 };
            for (int i = 0; i < kept.length; i++)
                for (Field field : fields)
                    wrong += field.getLong(kept[i]) == i * 10L ? 0 : 1;
        }
        System.out.println("wrong numbers: " + wrong);
    }

    static void references(Class<?> upper, Class<?> lower) throws ReflectiveOperationException {
        Object object = lower.getConstructor().newInstance();
        Field[] fields = { upper.getField("f0"), upper.getField("f34999"), lower.getField("f0"), lower.getField("f17000"), lower.getField("f34999") };
        for (Field field : fields)
            field.set(object, field.getDeclaringClass().getName() + "." + field.getName());
        Object[] rubbish = new Object[1000];
        for (int round = 0; round < 5; round++) {
            System.gc();
            for (int i = 0; i < 50000; i++)
                rubbish[i % rubbish.length] = "rubbish " + i;
        }
        for (Field field : fields)
            System.out.println(field.get(object));
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        LargeObjects loader = new LargeObjects();
        numbers(loader.define("Wide", "java/lang/Object", 1400, "J"));
        Class<?> upper = loader.define("Upper", "java/lang/Object", 35000, "Ljava/lang/Object;");
        references(upper, loader.define("Lower", "Upper", 35000, "Ljava/lang/Object;"));
    }
}
