import java.lang.management.ManagementFactory;
import java.util.List;

/** What a program can see of the command line that began it, and of classes by odd names. */
public class Given {
  public static void main(String[] arguments) {
    System.out.println(ManagementFactory.getRuntimeMXBean().getInputArguments());
    for (String name : List.of("java.class.path", "sun.java.command", "sun.java.launcher", "a"))
      System.out.println(name + "=" + System.getProperty(name));
    for (String name : List.of("a..b", ".a", "a.", "a/b", "java.sql.Driver", "no.Such"))
      try {
        System.out.println(Class.forName(name, false, null));
      } catch (ClassNotFoundException e) {
        System.out.println(e.getMessage());
      }
    try {
      List.of().get(1);
    } catch (IndexOutOfBoundsException e) {
      System.out.println(e.getStackTrace()[0].getModuleVersion());
    }
  }
}
