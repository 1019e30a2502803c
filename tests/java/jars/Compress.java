// jars: commons-compress.jar
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.*;
import org.apache.commons.compress.archivers.ar.*;
import org.apache.commons.compress.archivers.cpio.*;
import org.apache.commons.compress.archivers.tar.*;
import org.apache.commons.compress.archivers.zip.*;
import org.apache.commons.compress.compressors.*;

/** commons-compress: archives and compressors, there and back. */
public class Compress {
    static final Map<String, byte[]> files = new TreeMap<>();

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    static ArchiveEntry entry(String format, String name, int size) {
        switch (format) {
        case "tar": {
            TarArchiveEntry made = new TarArchiveEntry(name);
            made.setSize(size);
            made.setModTime(1_700_000_000_000L);
            return made;
        }
        case "zip": {
            ZipArchiveEntry made = new ZipArchiveEntry(name);
            made.setTime(1_700_000_000_000L);
            return made;
        }
        case "ar": return new ArArchiveEntry(name, size, 0, 0, 0644, 1_700_000_000L);
        default: {
            CpioArchiveEntry made = new CpioArchiveEntry(name, size);
            made.setTime(1_700_000_000L);
            return made;
        }
        }
    }

    public static void main(String[] args) throws Exception {
        StringBuilder text = new StringBuilder();
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++)
            text.append("word").append(random.nextInt(50)).append(i % 11 == 0 ? '\n' : ' ');
        files.put("text.txt", text.toString().getBytes(StandardCharsets.UTF_8));
        byte[] noise = new byte[10_000];
        random.nextBytes(noise);
        files.put("noise.bin", noise);
        files.put("empty", new byte[0]);
        files.put("name-of-file", "short".getBytes(StandardCharsets.US_ASCII));

        for (String format : List.of("tar", "zip", "ar", "cpio")) {
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            try (ArchiveOutputStream out = new ArchiveStreamFactory().createArchiveOutputStream(format, archive)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    out.putArchiveEntry(entry(format, file.getKey(), file.getValue().length));
                    out.write(file.getValue());
                    out.closeArchiveEntry();
                }
            }
            System.out.println(format + " " + (format.equals("zip") ? "" : archive.size() + " " + crc(archive.toByteArray())));
            try (ArchiveInputStream in = new ArchiveStreamFactory().createArchiveInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
                for (ArchiveEntry found; (found = in.getNextEntry()) != null;) {
                    byte[] bytes = in.readAllBytes();
                    System.out.println("  " + found.getName() + " " + bytes.length + " " + Arrays.equals(bytes, files.get(found.getName())));
                }
            }
        }
        for (String format : List.of("gz", "bzip2", "deflate", "lz4-framed", "lz4-block", "snappy-framed")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new CompressorStreamFactory().createCompressorOutputStream(format, packed)) {
                out.write(files.get("text.txt"));
            }
            try (InputStream in = new CompressorStreamFactory().createCompressorInputStream(format, new ByteArrayInputStream(packed.toByteArray()))) {
                System.out.println(format + " " + (packed.size() < text.length()) + " " + crc(in.readAllBytes()));
            }
        }
        try {
            new ArchiveStreamFactory().createArchiveInputStream(new ByteArrayInputStream(noise));
        } catch (ArchiveException wrong) {
            System.out.println(wrong.getMessage());
        }
    }
}
