// jars: asm.jar asm-tree.jar asm-util.jar asm-analysis.jar asm-commons.jar
// unpacked: it reads class files as resources, which an image does not have
import java.io.*;
import java.lang.reflect.Method;
import java.util.*;
import org.objectweb.asm.*;
import org.objectweb.asm.tree.*;
import org.objectweb.asm.tree.analysis.*;
import org.objectweb.asm.util.*;

/** asm: makes a class and runs it, changes a class and runs that, prints and analyses one. */
public class Asm {
    static class Loader extends ClassLoader {
        Class<?> define(String name, byte[] bytes) { return defineClass(name, bytes, 0, bytes.length); }
    }

    public static class Sample {
        public static int collatz(int n) {
            int steps = 0;
            while (n != 1) {
                n = n % 2 == 0 ? n / 2 : 3 * n + 1;
                steps++;
            }
            return steps;
        }

        public static String describe(Object thing) {
            synchronized (Sample.class) {
                try {
                    return ((String) thing).trim() + " of " + thing.hashCode();
                } catch (ClassCastException wrong) {
                    return "no string";
                } finally {
                    collatz(7);
                }
            }
        }
    }

    /** public static long NAME(int n): n factorial, by a loop whose frames ASM computes. */
    static byte[] factorial() {
        ClassWriter made = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        made.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Factorial", null, "java/lang/Object", null);
        MethodVisitor code = made.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "of", "(I)J", null, null);
        Label again = new Label(), end = new Label();
        code.visitCode();
        code.visitInsn(Opcodes.LCONST_1);
        code.visitVarInsn(Opcodes.LSTORE, 1);
        code.visitLabel(again);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitJumpInsn(Opcodes.IFLE, end);
        code.visitVarInsn(Opcodes.LLOAD, 1);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitInsn(Opcodes.I2L);
        code.visitInsn(Opcodes.LMUL);
        code.visitVarInsn(Opcodes.LSTORE, 1);
        code.visitIincInsn(0, -1);
        code.visitJumpInsn(Opcodes.GOTO, again);
        code.visitLabel(end);
        code.visitVarInsn(Opcodes.LLOAD, 1);
        code.visitInsn(Opcodes.LRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        made.visitEnd();
        return made.toByteArray();
    }

    /** Sample with a counter of calls at the start of each method. */
    static byte[] counted(byte[] from) {
        ClassWriter made = new ClassWriter(0);
        new ClassReader(from).accept(new ClassVisitor(Opcodes.ASM9, new CheckClassAdapter(made, false)) {
            @Override public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                    @Override public void visitCode() {
                        super.visitCode();
                        visitFieldInsn(Opcodes.GETSTATIC, "Asm$Sample", "calls", "I");
                        visitInsn(Opcodes.ICONST_1);
                        visitInsn(Opcodes.IADD);
                        visitFieldInsn(Opcodes.PUTSTATIC, "Asm$Sample", "calls", "I");
                    }
                    @Override public void visitMaxs(int stack, int locals) { super.visitMaxs(Math.max(stack, 2), locals); }
                };
            }
            @Override public void visitEnd() {
                visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "calls", "I", null, null).visitEnd();
                super.visitEnd();
            }
        }, 0);
        return made.toByteArray();
    }

    public static void main(String[] args) throws Exception {
        Class<?> factorial = new Loader().define("Factorial", factorial());
        System.out.println(factorial.getMethod("of", int.class).invoke(null, 20));
        byte[] sample = Asm.class.getResourceAsStream("Asm$Sample.class").readAllBytes();
        Class<?> counted = new Loader().define("Asm$Sample", counted(sample));
        Method describe = counted.getMethod("describe", Object.class);
        System.out.println(describe.invoke(null, " text ") + ", " + describe.invoke(null, 5) + ", " + counted.getField("calls").getInt(null));
        StringWriter text = new StringWriter();
        new ClassReader(sample).accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), ClassReader.SKIP_DEBUG);
        System.out.println(text);
        ClassNode tree = new ClassNode();
        new ClassReader(sample).accept(tree, ClassReader.EXPAND_FRAMES);
        for (MethodNode method : tree.methods) {
            Frame<BasicValue>[] frames = new Analyzer<>(new BasicVerifier()).analyze(tree.name, method);
            int deepest = 0;
            for (Frame<BasicValue> frame : frames)
                deepest = Math.max(deepest, frame == null ? 0 : frame.getStackSize());
            System.out.println(method.name + method.desc + " " + method.instructions.size() + " " + deepest + " " + method.tryCatchBlocks.size());
        }
        Set<String> calls = new TreeSet<>();
        for (String name : List.of("java.util.HashMap", "java.lang.String", "java.util.regex.Pattern"))
            new ClassReader(name).accept(new ClassVisitor(Opcodes.ASM9) {
                @Override public MethodVisitor visitMethod(int access, String method, String descriptor, String signature, String[] exceptions) {
                    return new MethodVisitor(Opcodes.ASM9) {
                        @Override public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) { calls.add(owner); }
                    };
                }
            }, ClassReader.SKIP_FRAMES);
        System.out.println(calls.size() + " " + calls.hashCode());
    }
}
