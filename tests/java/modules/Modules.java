// SPDX-License-Identifier: Apache-2.0
import java.beans.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;
import java.util.logging.*;
import javax.naming.*;

/** A little of each other module, and what the modules file says of itself. */
public class Modules {
    public static void main(String[] arguments) throws Exception {
        logging();
        beans();
        naming();
        databases();
        unsafe();
        archives();
        image();
        services();
        libraries();
        preferences();
        for (String name : List.of("L64X128MixRandom", "Xoshiro256PlusPlus", "L128X1024MixRandom"))
            System.out.println(java.util.random.RandomGeneratorFactory.of(name).create(42).nextLong());
    }

    static void logging() throws IOException {
        Logger logger = Logger.getLogger("test.log");
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.FINE);
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(new java.util.logging.Formatter() {
            @Override
            public String format(LogRecord line) {
                return line.getLevel() + " " + line.getLoggerName() + " " + line.getSourceMethodName() + " "
                    + formatMessage(line) + "\n";
            }
        });
        logger.addHandler(console);
        logger.info("hello");
        logger.log(Level.FINE, "two {0} {1}", new Object[] {1, "b"});
        logger.finer("not this");
        logger.warning(() -> "supplied");
        Path file = Files.createTempFile("log", ".txt");
        FileHandler files = new FileHandler(file.toString());
        files.setFormatter(new SimpleFormatter());
        logger.addHandler(files);
        logger.severe("to a file");
        files.close();
        System.out.println(Files.readString(file).contains("to a file"));
        Files.delete(file);
        System.Logger system = System.getLogger("test.system");
        System.out.println(system.getName() + " " + system.isLoggable(System.Logger.Level.INFO));
        system.log(System.Logger.Level.DEBUG, "not this");
    }

    public static class Bean {
        private final PropertyChangeSupport support = new PropertyChangeSupport(this);
        private int size;

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            support.firePropertyChange("size", this.size, size);
            this.size = size;
        }

        public void addPropertyChangeListener(PropertyChangeListener listener) {
            support.addPropertyChangeListener(listener);
        }

        public void removePropertyChangeListener(PropertyChangeListener listener) {
            support.removePropertyChangeListener(listener);
        }
    }

    static void beans() throws IntrospectionException {
        BeanInfo information = Introspector.getBeanInfo(Bean.class, Object.class);
        for (PropertyDescriptor property : information.getPropertyDescriptors())
            System.out.println(property.getName() + " " + property.getPropertyType());
        for (EventSetDescriptor events : information.getEventSetDescriptors())
            System.out.println(events.getName());
        Bean bean = new Bean();
        bean.addPropertyChangeListener(
            event -> System.out.println(event.getPropertyName() + event.getOldValue() + event.getNewValue()));
        bean.setSize(5);
    }

    static void naming() throws NamingException {
        try {
            new InitialContext().lookup("x");
        } catch (NoInitialContextException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(new CompositeName("a/b").size() + " " + new javax.naming.ldap.LdapName("cn=a, o=b"));
    }

    static void databases() {
        System.out.println(java.sql.Timestamp.valueOf("2020-01-02 03:04:05.6"));
        try {
            java.sql.DriverManager.getConnection("jdbc:nothing:");
        } catch (java.sql.SQLException e) {
            System.out.println(e.getMessage() + " " + e.getSQLState());
        }
    }

    static void unsafe() throws ReflectiveOperationException {
        var field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        var unsafe = (sun.misc.Unsafe) field.get(null);
        long memory = unsafe.allocateMemory(16);
        unsafe.putLong(memory, 42);
        System.out.println(unsafe.getLong(memory) + " " + unsafe.pageSize());
        unsafe.freeMemory(memory);
    }

    static void archives() throws IOException {
        Path file = Files.createTempDirectory("zip").resolve("a.zip");
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
            Files.createDirectory(zip.getPath("/folder"));
            Files.writeString(zip.getPath("/folder/x.txt"), "content");
        }
        try (FileSystem zip = FileSystems.newFileSystem(file); var paths = Files.walk(zip.getPath("/"))) {
            paths.forEach(System.out::println);
            System.out.println(Files.readString(zip.getPath("/folder/x.txt")));
        }
        Files.delete(file);
        Files.delete(file.getParent());
    }

    static void image() throws IOException {
        FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
        System.out.println(Files.size(image.getPath("/modules/java.base/java/lang/Object.class")));
        try (var modules = Files.list(image.getPath("/modules"))) {
            System.out.println(modules.count());
        }
        try (InputStream in = new URL("jrt:/java.base/java/lang/String.class").openStream()) {
            System.out.println(Integer.toHexString(new DataInputStream(in).readInt()));
        }
        System.out.println(Object.class.getResource("Object.class"));
        System.out.println(ClassLoader.getSystemResource("java/lang/Object.class"));
        System.out.println(ModuleLayer.boot().modules().size() + " "
            + ModuleLayer.boot().findModule("java.sql").get().getDescriptor().requires().size());
        System.out.println(Modules.class.getModule().isNamed() + " " + Runtime.version() + " "
            + Object.class.getPackage().getSpecificationVersion());
    }

    static void services() {
        for (var provider : ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class))
            System.out.println(provider.getScheme());
        for (var tool : ServiceLoader.load(java.util.spi.ToolProvider.class))
            System.out.println(tool.name());
        System.out.println(javax.tools.ToolProvider.getSystemJavaCompiler().getSourceVersions().size());
    }

    static void libraries() {
        try {
            System.loadLibrary("nothing");
        } catch (UnsatisfiedLinkError e) {
            System.out.println(e.getMessage().replaceAll(":.*", ""));
        }
        try {
            System.load("/nothing.so");
        } catch (UnsatisfiedLinkError e) {
            System.out.println(e.getMessage());
        }
        var user = new com.sun.security.auth.module.UnixSystem();
        System.out.println(user.getUsername() + " " + user.getUid() + " " + user.getGid());
    }

    static void preferences() throws Exception {
        Path folder = Files.createTempDirectory("preferences");
        Logger.getLogger("java.util.prefs").setLevel(Level.OFF); // it says the time
        System.setProperty("java.util.prefs.userRoot", folder.toString());
        var node = java.util.prefs.Preferences.userRoot().node("a/b");
        node.put("key", "value");
        node.flush();
        System.out.println(node.get("key", "none") + " " + Files.exists(folder.resolve(".java/.userPrefs/a/b/prefs.xml")));
        java.util.prefs.Preferences.userRoot().node("a").removeNode();
        java.util.prefs.Preferences.userRoot().flush();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
