package whole;

/** Elements of arrays are copied whole (JLS 17.6, 17.7): nobody sees a half of one. */
public class Whole {
    static volatile boolean stop;
    static long torn;

    public static void main(String[] arguments) throws InterruptedException {
        long[] up = new long[2000];
        long[] down = new long[2000];
        Thread copier = new Thread(() -> {
            long turn = 0;
            while (!stop) {
                up[0] = down[down.length - 1] = (turn++ & 1) - 1;
                for (int i = 0; i < 5; i++) {
                    up[0] = ~up[0];
                    System.arraycopy(up, 0, up, 1, up.length - 1);
                    down[down.length - 1] = up[0];
                    System.arraycopy(down, 1, down, 0, down.length - 1);
                }
            }
        });
        copier.start();
        long end = System.currentTimeMillis() + 15_000;
        while (System.currentTimeMillis() < end)
            for (int i = 0; i < up.length; i++) {
                long a = up[i], b = down[i];
                if (a != 0 && a != -1 || b != 0 && b != -1)
                    torn++;
            }
        stop = true;
        copier.join();
        System.out.println(torn == 0 ? "none torn" : "torn: " + torn);
    }
}
