// SPDX-License-Identifier: Apache-2.0
// options: -Xmx32m
// What a native method returns to reflection, which called it, is there although collections go on all the time.
import java.lang.reflect.Method;

public class Results {
    static volatile boolean stop;
    static volatile Object last;

    static void background(Runnable turn) {
        Thread thread = new Thread(() -> {
            while (!stop)
                turn.run();
        });
        thread.setDaemon(true);
        thread.start();
    }

    static void rubbish() {
        char[] made = new char[20];
        java.util.Arrays.fill(made, 'z');
        last = made;
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        background(System::gc);
        background(Results::rubbish);
        long end = System.nanoTime() + 3_000_000_000L;
        int wrong = 0;
        while (System.nanoTime() < end && wrong == 0) {
            /* After some calls HotSpot would call from Java. */
            Method native_ = System.class.getMethod("mapLibraryName", String.class);
            for (int i = 0; i < 10; i++)
                if (!native_.invoke(null, "some").equals("libsome.so"))
                    wrong++;
        }
        stop = true;
        System.out.println("wrong: " + wrong);
    }
}
