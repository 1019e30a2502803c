// SPDX-License-Identifier: Apache-2.0
// jars: asm.jar
// Class files of every version, with and without StackMapTable; many local variables; files that end early. Those of version 50 and
// older without a map may be refused, in words that say what to do.
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

public class Versions extends ClassLoader implements Opcodes {
    Class<?> define(byte[] bytes) {
        return defineClass("Made", bytes, 0, bytes.length);
    }

    /** f(int) answers its argument, or -1 for 0; its last local variable is locals - 1. */
    static byte[] make(int version, int locals, boolean frames) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, ACC_PUBLIC | ACC_SUPER, "Made", null, "java/lang/Object", null);
        MethodVisitor f = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "f", "(I)I", null, null);
        Label zero = new Label();
        f.visitCode();
        f.visitVarInsn(ILOAD, 0);
        f.visitVarInsn(ISTORE, locals - 1);
        f.visitVarInsn(ILOAD, locals - 1);
        f.visitJumpInsn(IFEQ, zero);
        f.visitVarInsn(ILOAD, locals - 1);
        f.visitInsn(IRETURN);
        f.visitLabel(zero);
        if (frames)
            f.visitFrame(F_SAME, 0, null, 0, null);
        f.visitInsn(ICONST_M1);
        f.visitInsn(IRETURN);
        f.visitMaxs(2, locals);
        f.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    static String call(byte[] bytes) {
        try {
            return String.valueOf(new Versions().define(bytes).getMethod("f", int.class).invoke(null, 42));
        } catch (InvocationTargetException e) {
            return e.getCause().toString();
        } catch (ReflectiveOperationException | LinkageError e) {
            return e.toString();
        }
    }

    static void firstLine(String what, String answer) {
        System.out.println(what + ": " + answer.lines().findFirst().get());
    }

    public static void main(String[] args) {
        for (int locals : new int[] { 100, 7990, 9000, 30_000, 65_000 })
            System.out.println(locals + " locals: " + call(make(V17, locals, true)));
        for (int version : new int[] { V1_1, V1_2, V1_4, V1_5, V1_6 }) {
            String answer = call(make(version, 4, false));
            System.out.println((version & 0xffff) + " without: "
                    + (answer.equals("42") || (answer.contains("Made") && answer.contains("compile ") && answer.contains("anew"))
                            ? "right or refused" : answer));
        }
        firstLine("50 with", call(make(V1_6, 4, true)));
        for (int version : new int[] { V1_7, V1_8, V11, V17 }) {
            firstLine(version + " with", call(make(version, 4, true)));
            firstLine(version + " without", call(make(version, 4, false)));
        }
        for (int version : new int[] { 62, 61 | 1 << 16, 61 | 65535 << 16, 60 | 65535 << 16, 44, 55 | 1 << 16 })
            System.out.println(version + ": " + call(make(version, 4, true)));
        byte[] bytes = make(V17, 4, true);
        Set<String> seen = new TreeSet<>();
        for (int length = 0; length < bytes.length; length++) {
            String answer = call(Arrays.copyOf(bytes, length));
            if (seen.add(answer))
                System.out.println(length + " bytes: " + answer);
        }
    }
}
