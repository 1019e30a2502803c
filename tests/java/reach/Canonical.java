// SPDX-License-Identifier: Apache-2.0
// keep: java.util.regex.Pattern
import java.util.regex.Pattern;

/** Canonical equivalence, which the build holds back, is whole again where Pattern is kept: its code and the data that it reads. */
public class Canonical {
    public static void main(String[] arguments) {
        String[] patterns = { "e\u0301", "a[\u00e0\u00e1]b", "[^\u00c5]", "\u1100\u1161", "a\u0323\u0302x" };
        String[] texts = { "\u00e9", "aa\u0301b", "A\u030a", "\uac00", "a\u0302\u0323x", "z" };
        for (String pattern : patterns)
            for (String text : texts)
                System.out.println(Pattern.compile(pattern, Pattern.CANON_EQ).matcher(text).matches());
    }
}
