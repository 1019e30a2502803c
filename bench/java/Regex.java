// SPDX-License-Identifier: Apache-2.0
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions: finding, groups, replacing, splitting. */
public final class Regex {
    public static void main(String[] args) {
        Pattern entry = Pattern.compile("(\\w+)=(\\d+|\"[^\"]*\")(?:;|$)");
        Pattern mail = Pattern.compile("[a-z]+(\\.[a-z]+)*@[a-z]+\\.(com|org)", Pattern.CASE_INSENSITIVE);
        long sum = 0;
        for (int round = Bench.rounds(4); round > 0; round--) {
            String text = "alpha=" + round + ";beta=\"some words\";gamma=99;delta=\"Ann.Lee@example.org and bob@nowhere\";last=1";
            Matcher matcher = entry.matcher(text);
            while (matcher.find()) sum += matcher.group(1).hashCode() * 31L + matcher.group(2).length();
            Matcher address = mail.matcher(text);
            while (address.find()) sum += address.start();
            sum += text.replaceAll("[aeiou]+", "<$0>").hashCode();
            sum += text.split(";\\s*").length;
            if (text.matches(".*gamma=(9+).*")) sum++;
        }
        Bench.done(sum);
    }
}
