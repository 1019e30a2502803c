// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Fields and methods hold types that no code names; a method may be overridden through another. */
public class Members {
    java.util.TimeZone zone;
    java.sql.Timestamp stamp;
    List<java.util.zip.CRC32> sums;
    static java.util.jar.JarFile jar;
    java.awt.Point[] points;

    <T extends java.text.Collator> T generic(T t, java.util.zip.Adler32 sum) throws java.util.zip.DataFormatException {
        return t;
    }

    record Pair(java.util.Currency money, List<java.util.BitSet> sets) {
    }

    /** ThreadLocal.childValue is of its package; only InheritableThreadLocal's can be overridden here. */
    static final class Marked extends InheritableThreadLocal<String> {
        @Override
        protected String childValue(String value) {
            return value + ", a child's";
        }
    }

    public static void main(String[] arguments) throws Exception {
        Marked marked = new Marked();
        marked.set("parent's");
        Thread child = new Thread(() -> System.out.println(marked.get()));
        child.start();
        child.join();
        for (Class<?> type : List.of(Members.class, Pair.class)) {
            TreeSet<String> members = new TreeSet<>();
            for (var field : type.getDeclaredFields())
                members.add(field + " " + field.getGenericType());
            for (var method : type.getDeclaredMethods())
                if (!method.isSynthetic())
                    members.add(method + Arrays.toString(method.getGenericParameterTypes()));
            members.forEach(System.out::println);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(InetAddress.getByAddress("host", new byte[] {10, 0, 0, 1}));
        }
        System.out.println(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
    }
}
