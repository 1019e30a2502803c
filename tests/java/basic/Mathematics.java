// SPDX-License-Identifier: Apache-2.0
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** StrictMath is the same to the last bit, for numbers of all sizes; Math is at most one unit of the last place from it. */
public class Mathematics {
    static final double[] SPECIAL = { 0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
        Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 0.5, 2, -2, 3, -2.5, 10, 1000, 0.4375, 0.6875, 1.1875, 2.4375, 0.975, 22, -22, 36,
        709.782712893384, 709.7827128933841, 710.4758600739439, 710.475860073944, -745.1332191019411, -745.1332191019412, 0.34657359027997264, 1.0397207708399179,
        Math.PI, Math.PI / 2, Math.PI / 4, 3 * Math.PI / 4, 16 * Math.PI, 823549.6, 823549.7, 0x1p66, 0x1p-27, 0x1p-28, 0x1p-29, 0x1p-54, 0x1p-57, 6381956970095103.0 * 0x1p797,
        Math.nextDown(1.0), Math.nextUp(1.0), 0.41421356, -0.29289322, 1.4142135623730951 };

    static double[] numbers(Random random) {
        double[] all = new double[60_000];
        System.arraycopy(SPECIAL, 0, all, 0, SPECIAL.length);
        for (int i = SPECIAL.length; i < all.length; i++)
            all[i] = switch (i % 6) {
                case 0 -> random.nextDouble() * 2 - 1;
                case 1 -> random.nextDouble() * 100 - 50;
                case 2 -> random.nextGaussian() * 500;
                case 3 -> random.nextInt(2000) * (Math.PI / 4) + random.nextGaussian() * 1e-9;
                case 4 -> 1 + random.nextGaussian() * 0x1p-20;
                default -> Double.longBitsToDouble(random.nextLong());
            };
        return all;
    }

    static long mix(long hash, double result) {
        return (hash ^ Double.doubleToLongBits(result)) * 0x9E3779B97F4A7C15L + (hash >>> 29);
    }

    static void one(String name, double[] numbers, DoubleUnaryOperator strict, DoubleUnaryOperator near) {
        long hash = 0;
        int far = 0;
        for (int i = 0; i < numbers.length; i++) {
            double exact = strict.applyAsDouble(numbers[i]), other = near.applyAsDouble(numbers[i]);
            hash = mix(hash, exact);
            if (i < SPECIAL.length)
                System.out.println(name + "(" + numbers[i] + ") = " + exact);
            if (Double.compare(exact, other) != 0 && !(Math.abs(exact - other) <= Math.ulp(exact)))
                System.out.println(name + "(" + numbers[i] + ") is far: " + exact + " " + other + " " + far++);
        }
        System.out.println(name + " " + Long.toHexString(hash));
    }

    static void two(String name, double[] numbers, DoubleBinaryOperator strict, DoubleBinaryOperator near) {
        long hash = 0;
        for (int i = 0; i < SPECIAL.length; i++)
            for (double other : SPECIAL)
                hash = mix(hash, near(name, SPECIAL[i], other, strict, near));
        for (int i = 0; i < numbers.length; i++)
            hash = mix(hash, near(name, numbers[i], numbers[(i * 7 + 1) % numbers.length], strict, near));
        System.out.println(name + " " + Long.toHexString(hash));
    }

    static double near(String name, double x, double y, DoubleBinaryOperator strict, DoubleBinaryOperator near) {
        double exact = strict.applyAsDouble(x, y), other = near.applyAsDouble(x, y);
        if (Double.compare(exact, other) != 0 && !(Math.abs(exact - other) <= Math.ulp(exact)))
            System.out.println(name + "(" + x + ", " + y + ") is far: " + exact + " " + other);
        return exact;
    }

    public static void main(String[] args) {
        double[] numbers = numbers(new Random(17));
        one("sin", numbers, StrictMath::sin, Math::sin);
        one("cos", numbers, StrictMath::cos, Math::cos);
        one("tan", numbers, StrictMath::tan, Math::tan);
        one("asin", numbers, StrictMath::asin, Math::asin);
        one("acos", numbers, StrictMath::acos, Math::acos);
        one("atan", numbers, StrictMath::atan, Math::atan);
        one("exp", numbers, StrictMath::exp, Math::exp);
        one("expm1", numbers, StrictMath::expm1, Math::expm1);
        one("log", numbers, StrictMath::log, Math::log);
        one("log10", numbers, StrictMath::log10, Math::log10);
        one("log1p", numbers, StrictMath::log1p, Math::log1p);
        one("sinh", numbers, StrictMath::sinh, Math::sinh);
        one("cosh", numbers, StrictMath::cosh, Math::cosh);
        one("tanh", numbers, StrictMath::tanh, Math::tanh);
        one("sqrt", numbers, StrictMath::sqrt, Math::sqrt);
        one("cbrt", numbers, StrictMath::cbrt, Math::cbrt);
        two("atan2", numbers, StrictMath::atan2, Math::atan2);
        two("pow", numbers, StrictMath::pow, Math::pow);
        two("hypot", numbers, StrictMath::hypot, Math::hypot);
        two("IEEEremainder", numbers, StrictMath::IEEEremainder, Math::IEEEremainder);
    }
}
