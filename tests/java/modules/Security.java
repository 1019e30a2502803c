// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.security.*;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.*;
import javax.net.ssl.SSLContext;

/** The security providers: digests, ciphers, signatures, key stores. */
public class Security {
    static final byte[] DATA = new byte[1000];

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < DATA.length; i++)
            DATA[i] = (byte) i;
        for (Provider provider : java.security.Security.getProviders())
            System.out.println(provider.getName() + " " + provider.getServices().size());
        digests();
        ciphers();
        signs("RSA", "SHA256withRSA", 1024);
        signs("EC", "SHA256withECDSA", 256);
        signs("Ed25519", "Ed25519", 0);
        agreement();
        stores();
        System.out.println(Arrays.toString(SSLContext.getDefault().getSupportedSSLParameters().getProtocols()));
    }

    static void digests() throws Exception {
        for (String name : new TreeSet<>(java.security.Security.getAlgorithms("MessageDigest")))
            System.out.println(name + " " + HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(DATA)));
        for (String name : List.of("HmacMD5", "HmacSHA1", "HmacSHA256", "HmacSHA3-512")) {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(DATA, 0, 16, name));
            System.out.println(name + " " + HexFormat.of().formatHex(mac.doFinal(DATA)));
        }
        System.out.println(new SecureRandom().getAlgorithm());
        for (String name : List.of("NativePRNG", "NativePRNGNonBlocking", "SHA1PRNG", "DRBG")) {
            byte[] random = new byte[20];
            SecureRandom.getInstance(name).nextBytes(random);
            System.out.println(name + " " + !Arrays.equals(random, new byte[20]));
        }
        SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
        PBEKeySpec key = new PBEKeySpec("password".toCharArray(), DATA, 100, 256);
        System.out.println(HexFormat.of().formatHex(factory.generateSecret(key).getEncoded()));
    }

    static void ciphers() throws Exception {
        for (String name : List.of("AES/CBC/PKCS5Padding", "AES/CTR/NoPadding", "DESede/CBC/PKCS5Padding")) {
            String kind = name.substring(0, name.indexOf('/'));
            Cipher cipher = Cipher.getInstance(name);
            SecretKey key = new SecretKeySpec(DATA, 0, kind.equals("DESede") ? 24 : 16, kind);
            IvParameterSpec start = new IvParameterSpec(DATA, 0, cipher.getBlockSize());
            cipher.init(Cipher.ENCRYPT_MODE, key, start);
            byte[] secret = cipher.doFinal(DATA);
            cipher.init(Cipher.DECRYPT_MODE, key, start);
            System.out.println(
                name + " " + Arrays.hashCode(secret) + " " + Arrays.equals(cipher.doFinal(secret), DATA));
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(DATA, 0, 16, "AES"), new GCMParameterSpec(128, DATA, 0, 12));
        cipher.updateAAD(DATA);
        byte[] secret = cipher.doFinal(DATA);
        secret[5]++;
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(DATA, 0, 16, "AES"), new GCMParameterSpec(128, DATA, 0, 12));
        cipher.updateAAD(DATA);
        try {
            cipher.doFinal(secret);
        } catch (AEADBadTagException e) {
            System.out.println(e.getMessage());
        }
        cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(DATA, 0, 32, "ChaCha20"), new IvParameterSpec(DATA, 0, 12));
        System.out.println(Arrays.hashCode(cipher.doFinal(DATA)));
    }

    static void signs(String keys, String name, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
        if (bits != 0)
            generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        Signature signature = Signature.getInstance(name);
        signature.initSign(pair.getPrivate());
        signature.update(DATA);
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(DATA);
        boolean right = signature.verify(signed);
        signature.initVerify(pair.getPublic());
        signature.update(DATA, 1, 10);
        System.out.println(name + " " + right + " " + signature.verify(signed));
    }

    static void agreement() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
        KeyPair one = generator.generateKeyPair(), other = generator.generateKeyPair();
        byte[][] secrets = new byte[2][];
        for (int i = 0; i < 2; i++) {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init((i == 0 ? one : other).getPrivate());
            agreement.doPhase((i == 0 ? other : one).getPublic(), true);
            secrets[i] = agreement.generateSecret();
        }
        System.out.println(Arrays.equals(secrets[0], secrets[1]));
    }

    static void stores() throws Exception {
        char[] password = "password".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setEntry("key", new KeyStore.SecretKeyEntry(new SecretKeySpec(DATA, 0, 16, "AES")),
            new KeyStore.PasswordProtection(password));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        store.load(new ByteArrayInputStream(bytes.toByteArray()), password);
        System.out.println(Arrays.hashCode(store.getKey("key", password).getEncoded()));
        try {
            store.load(new ByteArrayInputStream(bytes.toByteArray()), "wrong".toCharArray());
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        File trusted = new File(System.getProperty("java.home"), "lib/security/cacerts");
        System.out.println(KeyStore.getInstance(trusted, "changeit".toCharArray()).size());
    }
}
