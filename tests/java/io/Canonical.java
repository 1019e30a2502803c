// SPDX-License-Identifier: Apache-2.0
// unpacked: an image has no folder to write.
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Canonical paths: of what is there and what is not, through links, with "." and "..". */
public class Canonical {
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("canonical").toRealPath();
        Files.createDirectory(folder.resolve("d"));
        Files.createFile(folder.resolve("f"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("d"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nothing"));
        String[] below = { "", "/", "/link", "/link/../q", "/link/none/../z", "/link/none/../../z", "/none/..", "/none/./x//y/", "/loop",
            "/loop/x/..", "/dangling", "/dangling/x", "/f/..", "/f/../x", "/./d/.", "/d/...", "/.hidden/..d", "/" + "y".repeat(300) + "/../z" };
        for (String path : below)
            show(folder + path, folder);
        for (String path : new String[] { "/", "//", "/..", "/../x", "/a/../b/./c", "/.../..", "/x/./././y" })
            show(path, folder);
        System.out.println(new File("a/../b").getCanonicalPath().equals(new File("b").getAbsolutePath()));
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }

    static void show(String path, Path folder) {
        String answer;
        try {
            answer = new File(path).getCanonicalPath();
        } catch (IOException e) {
            answer = e.toString();
        }
        System.out.println((path + " " + answer).replace(folder.toString(), "FOLDER"));
    }
}
