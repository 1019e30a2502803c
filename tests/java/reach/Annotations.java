// SPDX-License-Identifier: Apache-2.0
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;

/* All annotations of something: their types, and what is in them, are named by no code. */
public class Annotations {
    enum Colour { RED, GREEN }

    static class Mark {
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Inner {
        int depth() default 7;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Outer {
        Colour[] colours() default { Colour.GREEN };
        Class<?> mark() default String.class;
        Inner inner() default @Inner;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface OnField {
        String value();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface OnParameter {
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface OnComponent {
        long[] value();
    }

    @Outer(colours = { Colour.RED, Colour.GREEN }, mark = Mark.class, inner = @Inner(depth = 3))
    static class Thing {
        @OnField("a field")
        int field;

        @Outer
        @Deprecated(since = "1")
        void method(@OnParameter int a, String b) {
        }
    }

    record Pair(@OnComponent({ 1, 2 }) int left, int right) {
    }

    static void print(String what, Annotation[] annotations) {
        String[] words = Arrays.stream(annotations).map(Annotation::toString).toArray(String[]::new);
        Arrays.sort(words);
        System.out.println(what + " " + Arrays.toString(words));
    }

    public static void main(String[] arguments) throws Exception {
        Class<?> thing = new Thing().getClass();
        print("class", thing.getAnnotations());
        print("field", thing.getDeclaredFields()[0].getAnnotations());
        print("method", thing.getDeclaredMethods()[0].getDeclaredAnnotations());
        for (Annotation[] each : thing.getDeclaredMethods()[0].getParameterAnnotations())
            print("parameter", each);
        print("component", new Pair(1, 2).getClass().getRecordComponents()[0].getAnnotations());
        print("none", new Annotations().getClass().getAnnotations());
    }
}
