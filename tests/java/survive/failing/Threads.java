/** Starts threads until the system refuses one: that is as new as before, and starts when others have ended. */
public class Threads {
    public static void main(String[] arguments) throws Exception {
        Object lock = new Object();
        Thread[] threads = new Thread[400];
        int started = 0;
        Thread refused = null;
        try {
            for (; started < threads.length; started++) {
                refused = threads[started] = new Thread(() -> {
                    synchronized (lock) {
                        try {
                            lock.wait();
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
                refused.setDaemon(true);
                refused.start();
            }
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage());
        }
        System.out.println("refused: " + (started < threads.length));
        System.out.println(refused.getState() + ", " + refused.isAlive());
        for (int i = 0; i < started; i++)
            threads[i].interrupt();
        for (int i = 0; i < started; i++)
            threads[i].join();
        try {
            refused.start();
            refused.interrupt();
            refused.join();
        } catch (IllegalThreadStateException e) {
            System.out.println(e);
        }
        System.out.println(refused.getState());
    }
}
