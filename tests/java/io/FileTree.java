// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.nio.file.attribute.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import java.util.stream.*;

/** java.io.File, RandomAccessFile, java.nio.file and file channels on a folder of its own. */
public class FileTree {
    public static void main(String[] arguments) throws Exception {
        Path top = Files.createTempDirectory("filetree");
        try {
            oldFiles(top.toFile());
            newFiles(top);
            channels(top);
            watch(top);
        } finally {
            try (Stream<Path> all = Files.walk(top)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
        System.out.println(Files.exists(top));
        try {
            Files.delete(top);
        } catch (NoSuchFileException e) {
            System.out.println("gone");
        }
    }

    static void oldFiles(File top) throws IOException {
        File folder = new File(top, "old"), file = new File(folder, "x"), other = new File(folder, "y");
        System.out.println(folder.mkdir() + " " + file.createNewFile() + " " + file.createNewFile());
        try (RandomAccessFile random = new RandomAccessFile(file, "rw")) {
            random.writeInt(5);
            random.writeUTF("h\u00e9llo");
            random.seek(0);
            System.out.println(random.readInt() + random.readUTF() + random.length() + " " + random.getFilePointer());
            random.setLength(6);
            System.out.println(random.length() + " " + random.getFilePointer());
            random.seek(100);
            random.write(1);
            System.out.println(random.length());
        }
        try (FileInputStream in = new FileInputStream(file)) {
            System.out.println(in.skip(3) + " " + in.read() + " " + in.available());
        }
        System.out.println(file.length() + " " + file.canWrite() + " " + file.isHidden() + " " + Arrays.toString(folder.list()));
        System.out.println(file.setLastModified(1_000_000_000_000L) + " " + file.lastModified());
        System.out.println(file.setExecutable(true) + " " + file.canExecute() + " " + file.renameTo(other) + " " + file.exists());
        System.out.println(folder.delete() + " " + other.delete() + " " + folder.delete() + " " + folder.listFiles());
        try {
            new FileInputStream(new File(top, "nothing"));
        } catch (FileNotFoundException e) {
            System.out.println(e.getMessage().replace(top.getPath(), "TOP"));
        }
        try {
            new RandomAccessFile(top, "r");
        } catch (FileNotFoundException e) {
            System.out.println(e.getMessage().replace(top.getPath(), "TOP"));
        }
    }

    static void newFiles(Path top) throws IOException {
        Path a = top.resolve("a.txt"), b = top.resolve("b.txt"), c = top.resolve("c/d/e");
        Files.writeString(a, "one\ntwo\nthr\u00e9e\n");
        System.out.println(Files.readAllLines(a) + " " + Files.size(a));
        Files.copy(a, b);
        try {
            Files.copy(a, b);
        } catch (FileAlreadyExistsException e) {
            System.out.println("exists already");
        }
        Files.createDirectories(c);
        Files.move(b, c.resolve("moved"));
        Files.createSymbolicLink(top.resolve("link"), a);
        Files.createLink(top.resolve("hard"), a);
        System.out.println(Files.isSymbolicLink(top.resolve("link")) + " " + Files.isSameFile(a, top.resolve("hard"))
            + " " + top.relativize(Files.readSymbolicLink(top.resolve("link"))));
        Files.setPosixFilePermissions(a, PosixFilePermissions.fromString("rw-r-----"));
        System.out.println(PosixFilePermissions.toString(Files.getPosixFilePermissions(a)));
        Files.setLastModifiedTime(a, FileTime.from(1234567890, TimeUnit.SECONDS));
        BasicFileAttributes facts = Files.readAttributes(a, BasicFileAttributes.class);
        System.out.println(facts.lastModifiedTime() + " " + facts.isRegularFile() + " " + facts.size());
        System.out.println(Files.getAttribute(a, "unix:nlink") + " " + Files.getOwner(a).equals(Files.getOwner(top)));
        try (Stream<Path> all = Files.walk(top)) {
            System.out.println(all.map(path -> top.relativize(path).toString()).sorted().collect(Collectors.toList()));
        }
        try (DirectoryStream<Path> some = Files.newDirectoryStream(top, "*.txt")) {
            for (Path path : some)
                System.out.println(path.getFileName());
        }
        try (BufferedReader reader = Files.newBufferedReader(a, StandardCharsets.UTF_8)) {
            System.out.println(reader.lines().count());
        }
        try {
            Files.delete(top.resolve("c"));
        } catch (DirectoryNotEmptyException e) {
            System.out.println("not empty");
        }
        try {
            System.out.println(Files.getFileStore(a).getTotalSpace() > 0);
        } catch (IOException noMountEntry) { /* as in a changed root */
            System.out.println(noMountEntry.getMessage());
        }
        System.out.println(Files.isWritable(a) + " " + Files.isReadable(top.resolve("nothing")));
    }

    static void channels(Path top) throws IOException {
        Path path = top.resolve("channel");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            System.out.println(channel.write(ByteBuffer.wrap("0123456789".getBytes())));
            ByteBuffer[] parts = {ByteBuffer.allocate(3), ByteBuffer.allocateDirect(4)};
            channel.position(1);
            System.out.println(channel.read(parts) + " " + new String(parts[0].array()));
            System.out.println(channel.write(ByteBuffer.wrap("xy".getBytes()), 20) + " " + channel.size());
            try (FileLock lock = channel.lock()) {
                System.out.println(lock.isValid() + " " + lock.isShared());
                try {
                    channel.tryLock();
                } catch (OverlappingFileLockException e) {
                    System.out.println("overlaps");
                }
            }
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, 30);
            map.order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x41424344);
            map.force();
            System.out.println(channel.size() + " " + (char) map.get(21));
            ByteBuffer word = ByteBuffer.allocate(4);
            channel.read(word, 0);
            System.out.println(new String(word.array()));
            channel.truncate(5);
            System.out.println(channel.size());
            try (FileChannel copy = FileChannel.open(top.resolve("copy"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                System.out.println(channel.transferTo(0, 100, copy) + " " + copy.transferFrom(channel.position(0), 5, 5));
            }
            channel.force(true);
        }
        System.out.println(Files.size(top.resolve("copy")));
    }

    static void watch(Path top) throws Exception {
        try (WatchService service = top.getFileSystem().newWatchService()) {
            top.register(service, StandardWatchEventKinds.ENTRY_CREATE);
            Files.createFile(top.resolve("watched"));
            WatchKey key = service.poll(20, TimeUnit.SECONDS);
            for (WatchEvent<?> event : key.pollEvents())
                System.out.println(event.kind() + " " + event.context());
        }
    }
}
