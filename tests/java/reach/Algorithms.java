// SPDX-License-Identifier: Apache-2.0
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Services of security providers, asked for by names that are handed on. */
public class Algorithms {
    private static final String MAC = "HmacSHA512";

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 16));
    }

    static void digest(String name) throws Exception {
        System.out.println(name + " " + hex(MessageDigest.getInstance(name).digest(name.getBytes())));
    }

    static void mac(String name) throws Exception {
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(new byte[] {1, 2, 3}, name));
        System.out.println(name + " " + hex(mac.doFinal(name.getBytes())));
    }

    static void cipher(String transformation, java.security.spec.AlgorithmParameterSpec parameters) throws Exception {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), parameters);
        byte[] hidden = cipher.doFinal("a secret of some length".getBytes());
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), parameters);
        System.out.println(transformation + " " + hex(hidden) + " " + new String(cipher.doFinal(hidden)));
    }

    static void sign(String name, KeyPair keys) throws Exception {
        Signature signature = Signature.getInstance(name);
        signature.initSign(keys.getPrivate());
        signature.update(name.getBytes());
        byte[] signed = signature.sign();
        signature.initVerify(KeyFactory.getInstance(keys.getPublic().getAlgorithm())
                .generatePublic(new X509EncodedKeySpec(keys.getPublic().getEncoded())));
        signature.update(name.getBytes());
        System.out.println(name + " " + signature.verify(signed));
    }

    public static void main(String[] arguments) throws Exception {
        for (String name : "sha1,SHA-512/256,sha3-384,MD2".split(","))
            try {
                digest(name);
            } catch (java.security.NoSuchAlgorithmException left) {
                System.out.println(name + " " + left.getClass());
            }
        digest("SHA1");
        digest("MD2");
        mac(MAC);
        mac("HmacMD5");
        cipher("AES/CBC/PKCS5Padding", new IvParameterSpec(new byte[16]));
        cipher("AES/GCM/NoPadding", new GCMParameterSpec(128, new byte[12]));
        System.out.println(KeyGenerator.getInstance("AES").generateKey().getEncoded().length);
        System.out.println(hex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("word".toCharArray(), new byte[8], 10, 128)).getEncoded()));
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        sign("SHA256withRSA", rsa.generateKeyPair());
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        sign("SHA256withECDSA", curve.generateKeyPair());
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp384r1"));
        System.out.println(parameters.getParameterSpec(ECGenParameterSpec.class).getName());
        System.out.println(SecureRandom.getInstance("SHA1PRNG").nextInt() == SecureRandom.getInstance("DRBG").nextInt());
    }
}
