/* The provider that a jar's META-INF/services names. */
public class Service implements Runnable {
	public void run()
	{
		System.out.println("service");
	}
}
