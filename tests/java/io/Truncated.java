import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.file.*;

/** A mapped file that gets shorter: reading what is gone throws, and the rest can still be read. */
public class Truncated {
    public static void main(String[] args) throws Exception {
        Path path = Files.createTempFile("truncated", null);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(40_000).put(10, (byte) 7));
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            channel.truncate(100);
            Thread reader = new Thread(() -> {
                int sum = 0;
                try {
                    for (int i = 20_000; i < 40_000; i++)
                        sum += mapped.get(i);
                    System.out.println("read all");
                } catch (InternalError wrong) {
                    System.out.println("InternalError");
                }
            });
            reader.start();
            reader.join();
            System.out.println(mapped.get(10) + " " + mapped.get(99));
        } finally {
            Files.delete(path);
        }
    }
}
