class Host {
    private static int secret = 42;
    private static Object call(int a) { return a; }
    static class Member {
        private static int own = 43;
        static Object read() { return secret; }
        static Object call() { return Host.call(7); }
        static Object hostReads() { return Host.read(); }
    }
    static Object read() { return Member.own; }
}
