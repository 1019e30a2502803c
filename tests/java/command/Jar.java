import java.io.File;
import java.net.*;
import java.util.*;

/* What a jar says of its classes: versions, sealing, signers, services, resources. */
public class Jar {
	public static void main(String[] arguments) throws Exception
	{
		Class<?> inner = p.Inner.class;
		System.out.println(p.Inner.on() + " " + inner.getPackage().isSealed() + " " +
				   inner.getPackage().getImplementationVersion());
		System.out.println(inner.getSigners() == null ? "unsigned" : "signed by " + inner.getSigners().length);
		System.out.println(inner.getProtectionDomain().getCodeSource().getCertificates() == null);
		for (Runnable service : ServiceLoader.load(Runnable.class))
			service.run();
		System.out.println(new File(Jar.class.getResource("/p/Inner.class").getPath()).getParent().endsWith(
			"META-INF/versions/11/p"));
		System.out.println(Collections.list(Jar.class.getClassLoader().getResources("META-INF/MANIFEST.MF")).size());
	}
}
