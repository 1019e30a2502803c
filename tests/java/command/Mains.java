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

/** Threads in each state, and SIGQUIT; the names of those that are looked at begin with "seen". */
class Stacks {
	static final Object lock = new Object(), other = new Object();
	static final java.util.concurrent.locks.ReentrantLock held = new java.util.concurrent.locks.ReentrantLock();

	static void start(String name, Thread.State state, Runnable body) throws InterruptedException
	{
		Thread thread = new Thread(body, "seen " + name);
		thread.setDaemon(true);
		thread.setPriority(name.length());
		thread.start();
		while (thread.getState() != state)
			Thread.sleep(1);
	}

	static void await(Object on, long milliseconds)
	{
		synchronized (on) {
			try {
				on.wait(milliseconds);
			} catch (InterruptedException e) {
				return;
			}
		}
	}

	static void sleep()
	{
		try {
			Thread.sleep(100_000);
		} catch (InterruptedException e) {
			return;
		}
	}

	/* HotSpot names the line behind `synchronized`: here it is the same. */
	static void block()
	{
		synchronized (lock) { sleep(); }
	}

	static synchronized void inside(Runnable body)
	{
		body.run();
	}

	synchronized void nested(Runnable body)
	{
		synchronized (this) { synchronized (Stacks.class) { inside(body); } }
	}

	/* Each takes its own and waits for the other's, when both have begun. */
	static void enter(Object own, Object others, java.util.concurrent.CountDownLatch both)
	{
		synchronized (own) {
			meet(both);
			synchronized (others) { spin(); }
		}
	}

	static void lock(java.util.concurrent.locks.ReentrantLock own, java.util.concurrent.locks.ReentrantLock others,
			 java.util.concurrent.CountDownLatch both)
	{
		own.lock();
		meet(both);
		others.lock();
	}

	static void meet(java.util.concurrent.CountDownLatch both)
	{
		both.countDown();
		boolean met = false;
		while (!met)
			try {
				both.await();
				met = true;
			} catch (InterruptedException e) {
				continue;
			}
	}

	/* Two threads each, the first of which waits in `meet` for the second. */
	static void deadlocks() throws InterruptedException
	{
		final var both = new java.util.concurrent.CountDownLatch(2);
		final Object one = new StringBuilder(), two = new int[0];
		start("left", Thread.State.WAITING, () -> enter(one, two, both));
		start("right", Thread.State.BLOCKED, () -> enter(two, one, both));
		final var met = new java.util.concurrent.CountDownLatch(2);
		final var first = new java.util.concurrent.locks.ReentrantLock();
		final var second = new java.util.concurrent.locks.ReentrantLock(true);
		start("first", Thread.State.WAITING, () -> lock(first, second, met));
		start("second", Thread.State.WAITING, () -> lock(second, first, met));
	}

	static void spin()
	{
		while (true)
			Thread.onSpinWait();
	}

	public static void main(String[] arguments) throws Exception
	{
		held.lock();
		start("waits", Thread.State.WAITING, () -> await(other, 0));
		start("a while", Thread.State.TIMED_WAITING, () -> await(other, 100_000));
		start("sleeps", Thread.State.TIMED_WAITING, Stacks::sleep);
		start("parked", Thread.State.WAITING, () -> held.lock());
		start("spins", Thread.State.RUNNABLE, Stacks::spin);
		start("nests", Thread.State.TIMED_WAITING, () -> new Stacks().nested(Stacks::sleep));
		start("outside", Thread.State.BLOCKED, () -> inside(Stacks::sleep));
		deadlocks();
		final Object notified = new Object();
		start("again", Thread.State.WAITING, () -> await(notified, 0));
		synchronized (lock) { synchronized (notified) {
			notified.notify();
			start("blocked", Thread.State.BLOCKED, Stacks::block);
			Thread.currentThread().setName("seen main");
			new ProcessBuilder("sh", "-c", "sleep 0.5; kill -QUIT " + ProcessHandle.current().pid()).start();
			Thread.sleep(2000);
		} }
	}
}

class Libraries {
	public static void main(String[] arguments)
	{
		System.out.println(System.getProperty("java.library.path"));
	}
}
