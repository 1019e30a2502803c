import java.lang.annotation.*;
import java.lang.reflect.*;
import java.util.*;

/** What reflection says of records, sealed classes, nests, parameters and type annotations. */
public class Members {
    @Retention(RetentionPolicy.RUNTIME) @Target({ElementType.TYPE_USE, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD}) @interface Mark { String value() default "x"; int[] more() default {1, 2}; }
    @Retention(RetentionPolicy.RUNTIME) @Repeatable(Marks.class) @interface Again { Class<?> type(); Thread.State state() default Thread.State.NEW; }
    @Retention(RetentionPolicy.RUNTIME) @interface Marks { Again[] value(); }

    record Point<T extends Comparable<T>>(@Mark("component") int x, List<? super T> names) {
        static int count;
        int sum() { return x + names.size(); }
    }
    sealed interface Shape permits Circle, Square {}
    static final class Circle implements Shape {}
    static non-sealed class Square implements Shape {}
    @Again(type = int.class) @Again(type = String[].class, state = Thread.State.BLOCKED)
    static class Annotated extends ArrayList<@Mark("super") String> {
        @Mark("field") List<@Mark("argument") String> field;
        @Mark Map<String, int @Mark("array") []> method(@Mark("parameter") String first, final int... rest) throws @Mark("thrown") Exception { return null; }
    }

    public static void main(String[] args) throws Exception {
        for (RecordComponent component : Point.class.getRecordComponents())
            System.out.println(component + " " + component.getGenericSignature() + " " + component.getAccessor() + " " + Arrays.toString(component.getAnnotations()) + " "
                    + component.getAnnotatedType() + " " + component.getGenericType());
        System.out.println(Point.class.isRecord() + " " + Members.class.getRecordComponents());
        System.out.println(Point.class.getDeclaredConstructors()[0].newInstance(3, List.of()));
        System.out.println(Arrays.toString(Shape.class.getPermittedSubclasses()) + Shape.class.isSealed() + Square.class.isSealed() + Square.class.getPermittedSubclasses());
        Class<?>[] nest = Circle.class.getNestMembers();
        Arrays.sort(nest, Comparator.comparing(Class::getName));
        System.out.println(nest.length + " " + nest[0] + " " + Circle.class.getNestHost() + " " + Circle.class.isNestmateOf(Shape.class) + Arrays.toString(int.class.getNestMembers()));
        Method method = Annotated.class.getDeclaredMethod("method", String.class, int[].class);
        for (Parameter parameter : method.getParameters())
            System.out.println(parameter + " " + parameter.isNamePresent() + " " + parameter.isVarArgs() + " " + Arrays.toString(parameter.getAnnotations()) + " " + parameter.getAnnotatedType());
        System.out.println(method.toGenericString() + " " + method.getAnnotatedReturnType() + " " + Arrays.toString(method.getAnnotatedExceptionTypes()));
        System.out.println(Annotated.class.getDeclaredField("field").getAnnotatedType() + " " + Annotated.class.getAnnotatedSuperclass());
        System.out.println(Arrays.toString(Annotated.class.getAnnotationsByType(Again.class)) + " " + Annotated.class.getAnnotation(Marks.class).value().length);
        System.out.println(method.getAnnotation(Mark.class).equals(Annotated.class.getDeclaredField("field").getAnnotation(Mark.class)) + " " + method.getAnnotation(Mark.class).hashCode());
        Field count = Point.class.getDeclaredField("count");
        count.set(null, 5);
        System.out.println(count.getInt(null) + " " + Modifier.toString(count.getModifiers()));
        try {
            Field x = Point.class.getDeclaredField("x");
            x.setAccessible(true);
            x.set(new Point<String>(1, List.of()), 2);
        } catch (IllegalAccessException wrong) {
            System.out.println(wrong.getMessage());
        }
        Object proxy = Proxy.newProxyInstance(Members.class.getClassLoader(), new Class<?>[] {Comparable.class, Runnable.class}, (self, called, values) -> {
            if (called.getName().equals("run"))
                throw new java.io.IOException("checked");
            return called.getReturnType() == int.class ? (Object) (values == null ? 1 : values.length) : called.getName();
        });
        System.out.println(((Comparable<?>) proxy).compareTo(null) + " " + proxy + " " + Proxy.isProxyClass(proxy.getClass()));
        try {
            ((Runnable) proxy).run();
        } catch (UndeclaredThrowableException wrong) {
            System.out.println(wrong.getCause());
        }
    }
}
