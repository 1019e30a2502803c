// jars: commons-codec.jar
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.commons.codec.binary.*;
import org.apache.commons.codec.digest.*;
import org.apache.commons.codec.language.*;
import org.apache.commons.codec.net.*;

/** commons-codec: encodings, digests and phonetic codes. */
public class Codec {
    public static void main(String[] args) throws Exception {
        byte[] bytes = new byte[257];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) (i * 7 + i / 3);
        System.out.println(org.apache.commons.codec.binary.Base64.encodeBase64String(bytes));
        System.out.println(org.apache.commons.codec.binary.Base64.encodeBase64URLSafeString(bytes));
        System.out.println(new Base32().encodeToString(bytes));
        System.out.println(Hex.encodeHexString(bytes));
        System.out.println(Arrays.equals(bytes, org.apache.commons.codec.binary.Base64.decodeBase64(org.apache.commons.codec.binary.Base64.encodeBase64(bytes, true))));
        System.out.println(Arrays.equals(bytes, new Base32().decode(new Base32().encode(bytes))));
        try {
            Hex.decodeHex("12x4");
        } catch (Exception wrong) {
            System.out.println(wrong);
        }
        System.out.println(DigestUtils.md5Hex(bytes));
        System.out.println(DigestUtils.sha1Hex(bytes));
        System.out.println(DigestUtils.sha256Hex("stardust"));
        System.out.println(DigestUtils.sha512Hex("stardust"));
        System.out.println(DigestUtils.sha3_256Hex("stardust"));
        System.out.println(new HmacUtils(HmacAlgorithms.HMAC_SHA_256, "key").hmacHex("message"));
        System.out.println(Integer.toHexString(MurmurHash3.hash32x86(bytes)) + " " + Arrays.toString(MurmurHash3.hash128x64(bytes)));
        System.out.println(Md5Crypt.apr1Crypt("secret", "$apr1$saltsalt"));
        System.out.println(Sha2Crypt.sha256Crypt("secret".getBytes(StandardCharsets.UTF_8), "$5$rounds=1000$saltsalt"));
        for (String name : List.of("Robert", "Rupert", "Tymczak", "Pfister", "Honeyman", "Schmidt", "Knight", "Wright"))
            System.out.println(name + " " + new Soundex().encode(name) + " " + new Metaphone().encode(name) + " " + new DoubleMetaphone().encode(name) + " "
                    + new ColognePhonetic().encode(name) + " " + new RefinedSoundex().encode(name) + " " + new Nysiis().encode(name));
        System.out.println(new URLCodec().encode("a b&c=d/é€") + " " + new URLCodec().decode("a+b%26c%3Dd"));
        System.out.println(new QuotedPrintableCodec().encode("1=2 é") + " " + new BCodec().encode("grüße") + " " + new QCodec().encode("grüße"));
    }
}
