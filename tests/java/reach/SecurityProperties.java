import java.io.FileInputStream;
import java.io.InputStream;
import java.security.Security;
import java.util.Properties;
import java.util.TreeMap;

/** What conf/security/java.security says, of which an image has no comments. */
public class SecurityProperties {
	public static void main(String[] arguments) throws Exception {
		Properties all = new Properties();
		try (InputStream in = new FileInputStream(System.getProperty("java.home") + "/conf/security/java.security")) {
			all.load(in);
		}
		System.out.println(all.size() > 20);
		for (Object key : new TreeMap<>(all).keySet())
			System.out.println(key + "=" + all.get(key) + " " + Security.getProperty((String) key));
	}
}
