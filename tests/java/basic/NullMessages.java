// unpacked: messages name local variables of the class library, whose names are not packed.
import java.util.List;

/** The messages of NullPointerException: every action that can find a null, and every way a null may have come. */
public class NullMessages {
    interface Action { Object run() throws Throwable; }
    NullMessages next;
    Object[] objects;
    int[][] numbers;
    static NullMessages shared;
    long wide;
    String text;

    static void show(Action action) {
        try {
            System.out.println(action.run());
        } catch (NullPointerException wrong) {
            System.out.println(wrong.getMessage());
        } catch (Throwable other) {
            System.out.println("other " + other);
        }
    }

    static NullMessages none() { return null; }
    NullMessages self(String a, int[] b, Object... c) { return null; }
    static long parameters(long first, NullMessages second, boolean third) { return second.wide; }
    static int overwritten(NullMessages parameter) {
        parameter = null;
        return parameter.objects.length;
    }
    static Object merged(boolean which, NullMessages a, NullMessages b) { return (which ? a : b).text; }
    Object fromThis() { return next.next; }

    public static void main(String[] args) {
        NullMessages empty = new NullMessages();
        int i = 3;
        byte small = 1;
        show(() -> empty.next.next.next);
        show(() -> empty.next.self("", null));
        show(() -> empty.self("", null).text);
        show(() -> none().self(null, null, 1, 2));
        show(() -> shared.wide);
        show(() -> shared.next.wide = 5L);
        show(() -> empty.objects[0]);
        show(() -> empty.numbers[2][1]);
        show(() -> { empty.numbers = new int[4][]; return empty.numbers[i][small]; });
        show(() -> { empty.numbers[i - 1][200] = 70000; return 0; });
        show(() -> empty.objects.length);
        show(() -> { empty.objects[none().numbers[0][1]] = "x"; return 0; });
        show(() -> { throw (RuntimeException) null; });
        show(() -> { synchronized (empty.text) { return 1; } });
        show(() -> { Integer box = null; return box + 1; });
        show(() -> { boolean[] flags = null; return flags[0]; });
        show(() -> { double[] reals = null; reals[1] = 2; return 0; });
        show(() -> { long[] longs = null; return longs[-1]++; });
        show(() -> { char[] chars = null; return chars[1]; });
        show(() -> { String text = null; return text.length(); });
        show(() -> { List<String> list = null; return list.get(1).trim(); });
        show(() -> List.of().toArray((Object[]) null));
        show(() -> parameters(1, null, true));
        show(() -> overwritten(empty));
        show(() -> merged(true, null, empty));
        show(() -> empty.fromThis());
        show(() -> { throw new NullPointerException(); });
        show(() -> { throw new NullPointerException("given"); });
        show(() -> { Object thing = null; return thing.toString() + thing.hashCode(); });
        show(() -> args[0].length() + ((NullMessages) null).next.text);
        show(() -> { switch (empty.text) { case "a": return 1; default: return 2; } });
        show(() -> { for (Object one : empty.objects) return one; return 0; });
        show(() -> ((int[][]) null).clone());
        show(() -> ((String[]) null).clone());
        show(() -> ((java.util.function.Function<NullMessages, Object>) NullMessages::fromThis).apply(null));
        show(() -> java.lang.invoke.MethodHandles.lookup().findVirtual(NullMessages.class, "fromThis",
                java.lang.invoke.MethodType.methodType(Object.class)).invoke((NullMessages) null));
        show(() -> { NullMessages[] all = new NullMessages[2]; return all[all.length - 1].next; });
    }
}
