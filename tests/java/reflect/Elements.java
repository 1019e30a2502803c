import java.lang.reflect.Array;
import java.util.Arrays;

/** java.lang.reflect.Array: every pair of element type and access, with the exceptions of wrong ones. */
public class Elements {
    interface Action { Object run(); }

    static void show(String name, Action action) {
        try {
            System.out.println(name + " " + action.run());
        } catch (RuntimeException wrong) {
            System.out.println(name + " " + wrong);
        }
    }

    public static void main(String[] args) {
        Object[] arrays = {new boolean[] {true, false}, new byte[] {-1, 2}, new char[] {'a', 65535}, new short[] {-3, 4}, new int[] {1 << 30, -5},
            new long[] {1L << 60, 6}, new float[] {1.5f, Float.NaN}, new double[] {2.5, -0.0}, new String[] {"x", null}};
        Object[] values = {true, (byte) -7, 'q', (short) 300, 70000, 1L << 40, 3.25f, 1e300, "text", null};
        for (Object array : arrays) {
            String type = array.getClass().getSimpleName();
            show(type + " get", () -> Array.get(array, 0));
            show(type + " getBoolean", () -> Array.getBoolean(array, 0));
            show(type + " getByte", () -> Array.getByte(array, 0));
            show(type + " getChar", () -> Array.getChar(array, 1));
            show(type + " getShort", () -> Array.getShort(array, 0));
            show(type + " getInt", () -> Array.getInt(array, 0));
            show(type + " getLong", () -> Array.getLong(array, 1));
            show(type + " getFloat", () -> Array.getFloat(array, 0));
            show(type + " getDouble", () -> Array.getDouble(array, 1));
            show(type + " get out", () -> Array.get(array, 2));
            for (Object value : values)
                show(type + " set " + value, () -> {
                    Array.set(array, 1, value);
                    return Array.get(array, 1);
                });
            show(type + " setInt", () -> {
                Array.setInt(array, 0, 77);
                return Array.get(array, 0);
            });
            show(type + " setChar", () -> {
                Array.setChar(array, 0, 'z');
                return Array.get(array, 0);
            });
            show(type + " setFloat", () -> {
                Array.setFloat(array, 0, 0.5f);
                return Array.get(array, 0);
            });
        }
        show("no array", () -> Array.get("no", 0));
        show("null", () -> Array.getInt(null, 0));
        show("length", () -> Array.getLength(5));
        show("nested", () -> Arrays.deepToString((Object[]) Array.newInstance(int.class, 2, 3, 1)));
        show("rows", () -> Arrays.deepToString((Object[]) Array.newInstance(String[].class, 2, 0)));
        show("negative", () -> Array.newInstance(int.class, 2, -3));
        show("negative one", () -> Array.newInstance(int.class, -3));
        show("void", () -> Array.newInstance(void.class, 1));
        show("none", () -> Array.newInstance(int.class, new int[0]));
        show("too many", () -> Array.newInstance(int.class, new int[256]));
    }
}
