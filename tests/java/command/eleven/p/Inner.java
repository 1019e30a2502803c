package p;

/* The same for Java 11 and later, in a multi-release jar. */
public class Inner {
	public static boolean on()
	{
		return true;
	}
}
