class LostHost {
    static class Member {
        static Object read() { return Sibling.secret; }
    }
    static class Sibling {
        private static int secret = 44;
    }
}
