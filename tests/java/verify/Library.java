// SPDX-License-Identifier: Apache-2.0
// options: -Xverify:all
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.util.List;
import java.util.stream.Collectors;

/** Every class of some modules passes the verifier: asking for its fields links it, which verifies it. */
public class Library {
    public static void main(String[] arguments) throws Exception {
        for (String module : List.of("java.base", "java.logging", "java.xml")) {
            List<String> names;
            try (ModuleReader reader = ModuleFinder.ofSystem().find(module).get().open()) {
                names = reader.list().filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .collect(Collectors.toList());
            }
            int right = 0;
            for (String name : names) {
                String className = name.substring(0, name.length() - 6).replace('/', '.');
                try {
                    Class.forName(className, false, null).getDeclaredFields();
                    right++;
                } catch (Throwable e) {
                    System.out.println(className + ": " + e);
                }
            }
            System.out.println(module + ": " + right + " of " + names.size());
        }
    }
}
