// jars: asm.jar
// unpacked: the classes that it makes itself reach more of java.lang.invoke than it does
// Two threads link one invokedynamic at once: what comes first decides for both, a call site or an error.
import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;

public class FirstLink extends ClassLoader {
    static final int ROUNDS = 4;
    static CountDownLatch both, firstDone;
    static boolean firstFails;

    public static CallSite bootstrap(MethodHandles.Lookup lookup, String name, MethodType type) throws InterruptedException {
        boolean first = Thread.currentThread().getName().equals("first");
        both.countDown();
        both.await();
        if (!first)
            firstDone.await();
        if (first == firstFails)
            throw new IllegalStateException(first ? "the first" : "the second");
        return new ConstantCallSite(MethodHandles.constant(String.class, first ? "linked by the first" : "linked by the second"));
    }

    static byte[] caller(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC, name, null, "java/lang/Object", new String[] { "java/util/function/Supplier" });
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitInsn(RETURN);
        code.visitMaxs(1, 1);
        code = writer.visitMethod(ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        code.visitCode();
        code.visitInvokeDynamicInsn("linked", "()Ljava/lang/String;",
            new Handle(H_INVOKESTATIC, "FirstLink", "bootstrap",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;", false));
        code.visitInsn(ARETURN);
        code.visitMaxs(1, 1);
        return writer.toByteArray();
    }

    static String call(java.util.function.Supplier<?> supplier) {
        try {
            return String.valueOf(supplier.get());
        } catch (BootstrapMethodError error) {
            return error.getClass().getName() + " because of " + (error.getCause() == null ? "it" : error.getCause());
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            firstFails = round % 2 == 1;
            both = new CountDownLatch(2);
            firstDone = new CountDownLatch(1);
            byte[] bytes = caller("Caller" + round);
            var supplier = (java.util.function.Supplier<?>) new FirstLink().defineClass(null, bytes, 0, bytes.length).getConstructor().newInstance();
            String[] got = new String[2];
            Thread first = new Thread(() -> {
                got[0] = call(supplier);
                firstDone.countDown();
            }, "first");
            Thread second = new Thread(() -> got[1] = call(supplier), "second");
            first.start();
            second.start();
            first.join();
            second.join();
            System.out.println(got[0]);
            /* Of the second's error only the class is HotSpot's: its cause is the first's or none. */
            System.out.println(firstFails ? got[1].replaceAll(" because.*", "") : got[1]);
            System.out.println(call(supplier).replaceAll(" because.*", ""));
        }
    }
}
