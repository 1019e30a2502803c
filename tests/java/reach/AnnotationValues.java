// SPDX-License-Identifier: Apache-2.0
// declared: java/lang/annotation/Documented java/lang/annotation/Target
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.function.Supplier;

/* Annotations of types that the program names; enums, classes and containers that only the annotations do. */
public class AnnotationValues {
    enum Level { LOW, HIGH }

    enum Unused { NEVER }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Made {
        Class<? extends Supplier<String>> by();
        Level level() default Level.LOW;
        Unused[] unused() default { };
        Inner[] inner() default { @Inner };
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Inner {
        Class<?> type() default Holder.class;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Repeatable(Tags.class)
    @interface Tag {
        String value();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Tags {
        Tag[] value();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Named {
        Level value();
    }

    static class Holder {
    }

    static class Maker implements Supplier<String> {
        Maker() {
        }

        public String get() {
            return "made";
        }
    }

    @Made(by = Maker.class, level = Level.HIGH)
    @Tag("a")
    @Tag("b")
    static class Thing {
        @Named(Level.LOW)
        int field;

        @Tag("one")
        void method(@Named(Level.HIGH) int parameter) {
        }
    }

    public static void main(String[] arguments) throws Exception {
        Made made = Thing.class.getAnnotation(Made.class);
        System.out.println(made.by().getDeclaredConstructor().newInstance().get() + " " + made.level() + " " + made.unused().length);
        System.out.println(made.inner()[0]);
        System.out.println(Arrays.toString(Thing.class.getAnnotationsByType(Tag.class)));
        System.out.println(Thing.class.getDeclaredField("field").getAnnotation(Named.class));
        var method = Thing.class.getDeclaredMethod("method", int.class);
        System.out.println(Arrays.toString(method.getAnnotationsByType(Tag.class)) + method.isAnnotationPresent(Made.class));
        System.out.println(method.getParameters()[0].getAnnotation(Named.class));
    }
}
