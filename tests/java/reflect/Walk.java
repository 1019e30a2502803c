import java.util.*;
import java.util.stream.*;

/** StackWalker in all its modes, from constructors, lambdas and reflection; getClassContext. */
public class Walk {
    static List<String> frames(StackWalker walker) {
        return walker.walk(all -> all.map(frame -> frame.getMethodName() + ":" + frame.getLineNumber() + " " + frame.isNativeMethod() + " " + frame.getDescriptor())
                .collect(Collectors.toList()));
    }

    static List<String> deep(int n, StackWalker walker) { return n == 0 ? frames(walker) : deep(n - 1, walker); }

    static Class<?> caller() { return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass(); }

    static class Other {
        static Class<?> ask() { return caller(); }
        final List<String> made;
        Other() { made = frames(StackWalker.getInstance()); }
    }

    static class Manager extends SecurityManager {
        Class<?>[] context() { return getClassContext(); }
    }

    public static List<String> reflected(StackWalker walker) { return frames(walker); }

    public static void main(String[] args) throws Exception {
        StackWalker plain = StackWalker.getInstance();
        System.out.println(frames(plain));
        System.out.println(deep(100, plain).size() + " " + deep(3, plain));
        System.out.println(caller() + " " + Other.ask());
        System.out.println(new Other().made);
        List<String> inLambda = Stream.of(1).map(x -> caller().getName()).collect(Collectors.toList());
        System.out.println(inLambda);
        Object shown = Walk.class.getMethod("reflected", StackWalker.class).invoke(null, plain);
        System.out.println(shown);
        System.out.println("" + plain.walk(all -> all.findFirst().get().toStackTraceElement()));
        StackWalker keeping = StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), 4);
        System.out.println("" + keeping.walk(all -> all.map(frame -> frame.getDeclaringClass() + "" + frame.getMethodType()).limit(2).collect(Collectors.toList())));
        try {
            plain.getCallerClass();
        } catch (UnsupportedOperationException wrong) {
            System.out.println(wrong.getMessage());
        }
        System.out.println(Arrays.toString(new Manager().context()));
    }
}
