class Host {
    private static int secret = 42;
    private static Object call(int a) { return a; }
    static class Other { }
    static Object read() {
        try {
            return java.lang.invoke.MethodHandles.lookup().findStaticGetter(Class.forName("Host$Member"), "own", int.class).invoke();
        } catch (Throwable thrown) {
            return thrown.getClass();
        }
    }
}
