// SPDX-License-Identifier: Apache-2.0
/** What options change of the machine that a program sees. */
public class Machine {
    static Object nothing;

    static void at(int frames) {
        if (frames > 0)
            at(frames - 1);
        else
            nothing.hashCode();
    }

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "null" -> at(3);
            case "deep" -> {
                try {
                    at(2000);
                } catch (NullPointerException e) {
                    System.out.println(e.getStackTrace().length);
                }
            }
            case "full" -> {
                java.util.List<byte[]> all = new java.util.ArrayList<>();
                for (;;)
                    all.add(new byte[1 << 20]);
            }
            default -> {
                if (Runtime.getRuntime().availableProcessors() == 3)
                    System.out.println("three processors");
                java.lang.ref.WeakReference<Object> weak = new java.lang.ref.WeakReference<>(new Object());
                for (int i = 0; i < 3; i++)
                    System.gc();
                System.out.println(weak.get() != null);
            }
        }
    }
}
