/* Classes whose main cannot be run, or ends badly. */
class NoMain {}

class HiddenMain {
	static void main(String[] arguments) {}
}

class InstanceMain {
	public void main(String[] arguments) {}
}

class IntMain {
	public static int main(String[] arguments)
	{
		return 0;
	}
}

class FailingInitialiser {
	static final int FAILS = Integer.parseInt("no number");

	public static void main(String[] arguments) {}
}

class Thrower {
	public static void main(String[] arguments) throws Exception
	{
		Thread thread = new Thread(() -> { throw new IllegalStateException("in a thread"); }, "one");
		thread.start();
		thread.join();
		throw new Exception("in main", new RuntimeException("its cause"));
	}
}

class Exit {
	public static void main(String[] arguments)
	{
		Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
		System.exit(Integer.parseInt(arguments[0]));
	}
}

class Halt {
	public static void main(String[] arguments)
	{
		Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
		Runtime.getRuntime().halt(9);
	}
}

/* Ends by the signal that it sends itself. */
class Signalled {
	public static void main(String[] arguments) throws Exception
	{
		Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
		new ProcessBuilder("kill", "-" + arguments[0], "" + ProcessHandle.current().pid()).start().waitFor();
		Thread.sleep(20_000);
		System.out.println("alive");
	}
}
