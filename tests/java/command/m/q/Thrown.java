package q;

/** In a module with a version, which its traces say; classes of modules that it does not read are not there. */
public class Thrown {
  public static void main(String[] arguments) throws Exception {
    for (String name : new String[] {"java.sql.Driver", "java.util.logging.Level", "java.util.List"})
      try {
        System.out.println(Class.forName(name).getModule());
      } catch (ClassNotFoundException e) {
        System.out.println(e.getMessage());
      }
    throw new Exception("of a module");
  }
}
