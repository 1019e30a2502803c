// SPDX-License-Identifier: Apache-2.0
// Here and not in gc/, since AddressSanitizer keeps what was freed, and resident memory grows.
// options: -Xmx32m
// Strings that are interned and dropped cost no memory for good.
import java.nio.file.Files;
import java.nio.file.Path;

public class Interned {
    static long residentMegabytes() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith("VmRSS:"))
                return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
        throw new AssertionError();
    }

    static void intern(int from, int to) {
        for (int i = from; i < to; i++)
            if (("interned " + i).intern().length() < 10)
                throw new AssertionError();
    }

    public static void main(String[] arguments) throws Exception {
        intern(0, 500_000);
        long before = residentMegabytes();
        intern(500_000, 5_000_000);
        long more = residentMegabytes() - before;
        System.out.println(more < 40 ? "no more memory" : more + " MiB more");
        String kept = new String("kept");
        System.out.println(kept.intern() == "kept");
    }
}
