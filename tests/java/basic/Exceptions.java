// SPDX-License-Identifier: Apache-2.0
// Exceptions: their traces, finally, causes, suppressed ones, those the machine throws; one nobody catches.
public class Exceptions {
    static int order(StringBuilder log) {
        try {
            log.append("try ");
            throw new IllegalStateException("first");
        } catch (IllegalStateException e) {
            log.append("catch ").append(e.getMessage()).append(' ');
            return 1;
        } finally {
            log.append("finally");
        }
    }

    static class Resource implements AutoCloseable {
        public void close() {
            throw new IllegalArgumentException("close");
        }
    }

    static int bottomless(int n) {
        return bottomless(n + 1) + 1;
    }

    interface Action {
        void run();
    }

    static void show(Action action) {
        try {
            action.run();
            System.out.println("nothing");
        } catch (RuntimeException | Error e) {
            System.out.println(e.getClass().getName());
        }
    }

    public static void main(String[] args) throws Exception {
        StringBuilder log = new StringBuilder();
        System.out.println(order(log));
        System.out.println(log);
        try (Resource resource = new Resource()) {
            throw new Exception("body");
        } catch (Exception e) {
            e.printStackTrace();
        }
        show(new Action() {
            public void run() {
                Object text = "text";
                System.out.println((Integer)text);
            }
        });
        show(new Action() {
            public void run() {
                System.out.println(new int[2][3][1].length / args.length);
            }
        });
        show(new Action() {
            public void run() {
                System.out.println(new int[3][-1].length);
            }
        });
        show(new Action() {
            public void run() {
                new Object[] { 1 } [1].hashCode();
            }
        });
        show(new Action() {
            public void run() {
                ((Object[])new String[1])[0] = 1;
            }
        });
        show(new Action() {
            public void run() {
                bottomless(0);
            }
        });
        throw new Exception("the last", new RuntimeException("its cause"));
    }
}
