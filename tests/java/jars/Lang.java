// jars: commons-lang3.jar
// keep: Lang$Point
// declared: java/lang/annotation/Documented java/lang/annotation/Target jdk/internal/vm/annotation/IntrinsicCandidate
import java.lang.reflect.Method;
import java.util.*;
import org.apache.commons.lang3.*;
import org.apache.commons.lang3.builder.*;
import org.apache.commons.lang3.math.*;
import org.apache.commons.lang3.mutable.*;
import org.apache.commons.lang3.reflect.*;
import org.apache.commons.lang3.text.*;
import org.apache.commons.lang3.time.*;
import org.apache.commons.lang3.tuple.*;

/** commons-lang3: strings, builders by reflection, dates, tuples. */
public class Lang {
    public static class Point implements Comparable<Point>, java.io.Serializable {
        final int x, y;
        final String name;
        final double[] more = {1.5, 2};
        Point(int x, int y, String name) { this.x = x; this.y = y; this.name = name; }
        @Override public boolean equals(Object other) { return EqualsBuilder.reflectionEquals(this, other); }
        @Override public int hashCode() { return HashCodeBuilder.reflectionHashCode(17, 37, this); }
        @Override public String toString() { return new ReflectionToStringBuilder(this, ToStringStyle.SHORT_PREFIX_STYLE).toString(); }
        @Override public int compareTo(Point other) { return new CompareToBuilder().append(x, other.x).append(y, other.y).append(name, other.name).toComparison(); }
        public String joined(String... words) { return String.join("-", words); }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(StringUtils.capitalize("hello") + StringUtils.center("mid", 11, '*') + StringUtils.reverseDelimited("a.b.c", '.')
                + StringUtils.abbreviate("a rather long sentence", 12) + StringUtils.swapCase("MiXeD") + StringUtils.stripAccents("éàüñ"));
        System.out.println(StringUtils.getLevenshteinDistance("kitten", "sitting") + " " + StringUtils.difference("abcde", "abxyz") + " "
                + Arrays.toString(StringUtils.splitByCharacterTypeCamelCase("fooBarHTMLParser2")) + StringUtils.substringsBetween("[a][b][c]", "[", "]").length);
        Point one = new Point(1, 2, "p"), two = new Point(1, 2, "p"), three = new Point(1, 3, null);
        System.out.println(one.equals(two) + " " + one.equals(three) + " " + (one.hashCode() == two.hashCode()) + " " + one.compareTo(three) + " " + one);
        System.out.println(SerializationUtils.clone(one).equals(one));
        System.out.println(ArrayUtils.toString(ArrayUtils.addAll(new int[] {1, 2}, 3, 4)) + ArrayUtils.indexOf(new String[] {"a", "b"}, "b")
                + Arrays.toString(ArrayUtils.toObject(new char[] {'x', 'y'})) + Arrays.toString(ArrayUtils.removeElements(new long[] {5, 6, 5}, 5)));
        System.out.println(NumberUtils.createNumber("0x7fffffffff") + " " + NumberUtils.createNumber("12.5e3") + " " + NumberUtils.isCreatable("1e") + " "
                + Fraction.getFraction("3/4").add(Fraction.getFraction(0.125)) + " " + NumberUtils.max(3, 9, 4));
        System.out.println(Pair.of("k", 3) + " " + Triple.of(1, 'b', null) + " " + MutablePair.of(1, 2).equals(Pair.of(1, 2)) + " " + Range.between(3, 9).fit(12));
        MutableInt count = new MutableInt();
        new StrTokenizer("a 'quoted word' b", ' ', '\'').getTokenList().forEach(word -> count.add(word.length()));
        System.out.println(count + " " + StrSubstitutor.replace("${greeting}, ${who:-world}", Map.of("greeting", "hi")) + " " + WordUtils.wrap("the quick brown fox jumps", 10));
        FastDateFormat format = FastDateFormat.getInstance("yyyy-MM-dd'T'HH:mm:ss.SSSZZ EEE", TimeZone.getTimeZone("UTC"), Locale.ENGLISH);
        Date date = format.parse("2026-11-25T12:00:00.500Z Wed");
        System.out.println(format.format(DateUtils.addDays(date, 40)) + " " + DateUtils.truncate(date, Calendar.MONTH).getTime() + " "
                + DurationFormatUtils.formatDurationHMS(3_723_004) + " " + DurationFormatUtils.formatDurationWords(93_784_000, true, true));
        System.out.println(ClassUtils.getAllInterfaces(ArrayList.class) + " " + ClassUtils.getAbbreviatedName(String.class, 12) + " " + ClassUtils.primitiveToWrapper(int.class));
        System.out.println(MethodUtils.invokeMethod(one, "joined", "a", "b", "c") + " " + FieldUtils.readField(one, "name", true) + " "
                + ConstructorUtils.invokeConstructor(StringBuilder.class, "made") + " " + TypeUtils.toString(Lang.class.getDeclaredMethod("generic", Map.class).getGenericReturnType()));
        for (Method method : MethodUtils.getMethodsWithAnnotation(Lang.class, Deprecated.class))
            System.out.println(method.toGenericString());
        System.out.println(StringEscapeUtils.escapeJava("tab\t\"é\"") + " " + StringEscapeUtils.unescapeHtml4("&lt;&eacute;&#8364;&gt;") + " " + StringEscapeUtils.escapeCsv("a,\"b\""));
        System.out.println(EnumUtils.getEnumList(Thread.State.class) + " " + EnumUtils.generateBitVector(Thread.State.class, Thread.State.NEW, Thread.State.BLOCKED)
                + " " + LocaleUtils.toLocale("de_CH").getCountry() + " " + CharSetUtils.squeeze("hellooo", "l-o") + " " + BooleanUtils.toBooleanObject("off"));
        System.out.println(new DiffBuilder<>(one, three, ToStringStyle.DEFAULT_STYLE).append("x", 1, 1).append("y", 2, 3).build().getDiffs());
    }

    @Deprecated
    public static <K extends Comparable<?>, V> Map<K, List<? extends V>> generic(Map<K, V[]> map) { return null; }
}
