// SPDX-License-Identifier: Apache-2.0
// declared: java/nio/channels/AsynchronousChannel java/nio/channels/AsynchronousFileChannel java/nio/file/FileStore
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/** Modules and their services: the boot layer of an archive is not the JDK's, and shows the same here. */
public class Services {
    static void module(Class<?> type) {
        Module module = type.getModule();
        System.out.println(type.getName() + " " + module + " " + (module.isNamed() && module.getLayer() == ModuleLayer.boot()));
    }

    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>();
        for (FileSystemProvider provider : ServiceLoader.load(FileSystemProvider.class))
            names.add(provider.getScheme() + " " + provider.getClass().getModule());
        names.sort(null);
        System.out.println(names);
        System.out.println(ServiceLoader.load(ToolProvider.class).stream().anyMatch(tool -> tool.type().getName().contains("jartool")));
        module(Object.class);
        module(java.sql.Timestamp.class);
        module(String[].class);
        System.out.println(Services.class.getModule().isNamed() + " " + int.class.getModule().getName());
        Module sql = java.sql.Timestamp.class.getModule(), base = Object.class.getModule();
        System.out.println(sql.canRead(base) + " " + base.isExported("java.util") + " " + sql.getPackages().contains("java.sql"));
        System.out.println(ModuleLayer.boot().findModule("java.base").get() == base);
        System.out.println(ModuleLayer.boot().configuration().findModule("java.sql").get().name());
        System.out.println(Objects.requireNonNull(ModuleLayer.boot().findLoader("java.base") == null ? "boot" : null));
        System.out.println(Services.class.getResource("absent") + " " + Object.class.getResourceAsStream("absent"));
        System.out.println(new java.sql.Timestamp(0).getClass().getDeclaredMethod("getNanos").invoke(new java.sql.Timestamp(7000000)));
        StackTraceElement top = new Throwable().getStackTrace()[0];
        System.out.println(top.getModuleName() + " " + top);
    }
}
