/* What it is given, and where assertions are on. */
public class Say {
	public static void main(String[] arguments)
	{
		boolean on = false;
		assert on = true;
		System.out.println(String.join("|", arguments) + " assertions " + on + " " + p.Inner.on());
		System.out.println(System.getProperty("a") + " " + System.getProperty("b") + " " +
				   System.getProperty("sun.nio.MaxDirectMemorySize"));
	}
}
