// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.nio.channels.FileChannel;
import java.nio.file.*;

/** What streams of files say when they are closed, of names that are too long, and of what cannot be synchronised. */
public class ClosedStreams {
    interface Deed {
        Object run() throws Exception;
    }

    static void show(String what, Deed deed) {
        try {
            System.out.println(what + ": " + deed.run());
        } catch (Exception | OutOfMemoryError e) {
            System.out.println(what + ": " + e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path path = Files.createTempFile("closed", ".txt");
        FileInputStream in = new FileInputStream(path.toFile());
        FileOutputStream out = new FileOutputStream(path.toFile());
        RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw");
        show("nothing of an open one", () -> in.read(new byte[0]) + " " + both.read(new byte[0]));
        in.close();
        out.close();
        both.close();
        show("read", in::read);
        show("read nothing", () -> in.read(new byte[0]));
        show("read some", () -> in.read(new byte[3]));
        show("read beyond", () -> in.read(new byte[3], 2, 2));
        show("skip", () -> in.skip(3));
        show("available", in::available);
        show("read all", in::readAllBytes);
        show("read many", () -> in.readNBytes(3));
        show("write", () -> write(out, null));
        show("write nothing", () -> write(out, new byte[0]));
        show("write some", () -> write(out, new byte[3]));
        show("file read", both::read);
        show("file read nothing", () -> both.read(new byte[0]));
        show("file length", both::length);
        show("file position", both::getFilePointer);
        show("file write", () -> {
            both.write(1);
            return "written";
        });
        show("file length set", () -> {
            both.setLength(1);
            return "set";
        });
        Files.delete(path);
        for (String part : new String[] { "l", "\u00e9", "\ud83d\ude00" })
            show("a long name", () -> {
                try {
                    return new FileInputStream(part.repeat(3000));
                } catch (FileNotFoundException e) {
                    return e.getMessage().replace(part.repeat(3000), "the whole name");
                }
            });
        show("a surrogate", () -> {
            try {
                return new FileInputStream("/tmp/none\ud800");
            } catch (FileNotFoundException e) {
                return (int) e.getMessage().charAt(9);
            }
        });
        show("no name", () -> System.mapLibraryName("n".repeat(241)));
        show("a name", () -> System.mapLibraryName("n".repeat(240)).length());
    }

    static Object write(OutputStream out, byte[] bytes) throws IOException {
        if (bytes == null)
            out.write(1);
        else
            out.write(bytes);
        return "written";
    }
}
