// SPDX-License-Identifier: Apache-2.0
import java.nio.ByteBuffer;
import java.nio.charset.*;
import java.util.*;

/** Every charset of java.base and jdk.charsets, both ways. */
public class Charsets {
    static final String TEXT = "Hello \u00e4\u00f6\u20ac \u3042\u4e2d \ud83d\ude00 \u0416";

    public static void main(String[] arguments) throws Exception {
        byte[] every = new byte[512];
        for (int i = 0; i < every.length; i++)
            every[i] = (byte) (i * 7);
        for (Charset charset : Charset.availableCharsets().values()) {
            byte[] encoded = charset.canEncode() ? TEXT.getBytes(charset) : new byte[0];
            System.out.println(charset + " " + new TreeSet<>(charset.aliases()) + " " + encoded.length + " "
                + Arrays.hashCode(encoded) + " " + new String(encoded, charset).hashCode() + " "
                + new String(every, charset).hashCode());
        }
        System.out.println(Charset.defaultCharset() + " " + Charset.isSupported("no-such"));
        try {
            Charset.forName("no-such");
        } catch (UnsupportedCharsetException e) {
            System.out.println(e);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff}));
        } catch (CharacterCodingException e) {
            System.out.println(e);
        }
    }
}
