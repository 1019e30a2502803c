// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.nio.ByteBuffer;
import java.nio.file.*;
import java.util.*;
import java.util.jar.*;
import java.util.zip.*;

/** java.util.zip and java.util.jar: checksums, streams, archives, bad data. */
public class Archives {
    public static void main(String[] arguments) throws Exception {
        byte[] data = new byte[100_000];
        new Random(1).nextBytes(data);
        for (int i = 0; i < 50_000; i++)
            data[i] = (byte) (i / 100);
        checksums(data);
        streams(data);
        inflaters(data);
        archives(data);
    }

    static void checksums(byte[] data) {
        for (Checksum checksum : List.of(new CRC32(), new Adler32(), new CRC32C())) {
            checksum.update(7);
            checksum.update(data, 10, 5000);
            checksum.update(ByteBuffer.wrap(data));
            ByteBuffer direct = ByteBuffer.allocateDirect(1000);
            direct.put(data, 0, 1000).flip();
            checksum.update(direct);
            System.out.println(checksum.getClass().getName() + " " + Long.toHexString(checksum.getValue()));
        }
    }

    static void streams(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(data);
        }
        System.out.println("gzip " + out.size());
        byte[] back = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes();
        System.out.println(Arrays.equals(back, data));
        byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() / 2);
        try {
            new GZIPInputStream(new ByteArrayInputStream(cut)).readAllBytes();
        } catch (EOFException e) {
            System.out.println(e);
        }
    }

    static void inflaters(byte[] data) throws Exception {
        for (int level : new int[] {0, 1, 6, 9}) {
            Deflater deflater = new Deflater(level, level == 1);
            deflater.setInput(data);
            deflater.finish();
            byte[] packed = new byte[110_000];
            int length = deflater.deflate(packed);
            System.out.println(level + " " + length + " " + deflater.finished() + " " + deflater.getTotalIn());
            deflater.end();
            Inflater inflater = new Inflater(level == 1);
            ByteBuffer direct = ByteBuffer.allocateDirect(data.length);
            inflater.setInput(ByteBuffer.wrap(packed, 0, length));
            System.out.println(inflater.inflate(direct) + " " + inflater.finished() + " " + inflater.getRemaining());
            inflater.end();
        }
        byte[] dictionary = "the quick brown fox".getBytes();
        Deflater deflater = new Deflater();
        deflater.setDictionary(dictionary);
        deflater.setInput("the quick brown fox jumps".getBytes());
        deflater.finish();
        byte[] packed = new byte[100], text = new byte[100];
        int length = deflater.deflate(packed);
        Inflater inflater = new Inflater();
        inflater.setInput(packed, 0, length);
        System.out.println(inflater.inflate(text) + " " + inflater.needsDictionary() + " " + inflater.getAdler());
        inflater.setDictionary(dictionary);
        System.out.println(new String(text, 0, inflater.inflate(text)));
        try {
            Inflater bad = new Inflater();
            bad.setInput(new byte[] {1, 2, 3, 4});
            bad.inflate(new byte[10]);
        } catch (DataFormatException e) {
            System.out.println(e);
        }
        try {
            inflater.end();
            inflater.inflate(text);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }

    static void archives(byte[] data) throws IOException {
        Path path = Files.createTempFile("archives", ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "a.Main");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path), manifest)) {
            for (int i = 0; i < 5; i++) {
                jar.putNextEntry(new ZipEntry("folder/entry" + i));
                jar.write(data, 0, i * 10_000);
                jar.closeEntry();
            }
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.stream().forEach(entry -> System.out.println(
                entry.getName() + " " + entry.getSize() + " " + Long.toHexString(entry.getCrc())));
            System.out.println(jar.getManifest().getMainAttributes().getValue("Main-Class"));
            System.out.println(jar.getInputStream(jar.getEntry("folder/entry3")).readAllBytes().length);
            System.out.println(jar.getEntry("nothing"));
        }
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 1000));
        try (ZipFile zip = new ZipFile(path.toFile())) {
            System.out.println(zip.size());
        } catch (ZipException e) {
            System.out.println(e);
        }
        Files.delete(path);
    }
}
