// SPDX-License-Identifier: Apache-2.0
import java.net.IDN;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.Charset;
import java.text.Bidi;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Data of the JDK that lie beside its classes, or in large tables: files, Unicode, charsets, generic types, old calendars. */
public class Data {
    static <T extends Comparable<T>> Map<T, List<? super T>> generic() {
        return null;
    }

    static void charset(String name) throws Exception {
        System.out.println(name + " " + Charset.forName(name).name() + " " + Arrays.toString("д語é".getBytes(name)));
    }

    @Deprecated
    public static void main(String[] arguments) throws Exception {
        System.out.println(NumberFormat.getCurrencyInstance(Locale.US).format(1234.5));
        System.out.println(Currency.getInstance("EUR").getDefaultFractionDigits() + " " + Currency.getAvailableCurrencies().size());
        System.out.println(Normalizer.normalize("é", Normalizer.Form.NFD).length() + Normalizer.normalize("ﬁ", Normalizer.Form.NFKC));
        System.out.println(IDN.toASCII("bücher.example") + " " + IDN.toUnicode("xn--bcher-kva.example"));
        System.out.println(URLConnection.guessContentTypeFromName("a.html") + " " + new URL("http://host:81/path?q#r").getPort());
        System.out.println(new Bidi("abc אב", Bidi.DIRECTION_LEFT_TO_RIGHT).isMixed());
        System.out.println(Character.getName('a') + " " + "ΑΣ ΑΣ.".toLowerCase());
        for (BreakIterator breaks : new BreakIterator[] {BreakIterator.getWordInstance(Locale.ENGLISH), BreakIterator.getSentenceInstance(Locale.ENGLISH),
                BreakIterator.getLineInstance(Locale.ENGLISH), BreakIterator.getCharacterInstance(Locale.ENGLISH)}) {
            breaks.setText("One two. Three.");
            System.out.println(breaks.next() + " " + breaks.next());
        }
        for (String pattern : List.of("\\p{InLatin-1Supplement}+", "\\p{IsGreek}+", "\\P{InGreek}+", "\\p{IsAlphabetic}+", "\\N{LATIN SMALL LETTER E WITH ACUTE}"))
            System.out.println(pattern + " " + Pattern.matches(pattern, "é") + " " + Pattern.matches(pattern, "αβ"));
        for (String name : List.of("windows-1251", "koi8-r", "Shift_JIS", "big5", "IBM437", "UTF-32", "GB18030", "ISO-2022-JP"))
            charset(name);
        System.out.println(Data.class.getDeclaredMethod("generic").toGenericString() + " " + Arrays.toString(List.class.getTypeParameters()));
        System.out.println(Data.class.getMethod("main", String[].class).getAnnotation(Deprecated.class));
        SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT);
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        System.out.println(format.parse("1500-02-29").getTime());
    }
}
