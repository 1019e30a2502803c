// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// Threads that stop all the others without end leave them time: threads come, work and go, and the program ends.
public class Stoppers {
    static volatile int kept;

    static void withoutEnd(Runnable turn) {
        Thread thread = new Thread(() -> {
            for (;;)
                turn.run();
        });
        thread.setDaemon(true);
        thread.start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        withoutEnd(System::gc);
        withoutEnd(System::gc);
        withoutEnd(() -> kept = Thread.getAllStackTraces().size());
        long[] sums = new long[20];
        for (int i = 0; i < sums.length; i++) {
            int number = i;
            Thread worker = new Thread(() -> {
                for (int k = 0; k < 50_000; k++)
                    sums[number] += k % (number + 1);
            });
            worker.start();
            worker.join();
        }
        long sum = 0;
        for (long one : sums)
            sum += one;
        System.out.println(sum);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
    }
}
