// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lambdas that capture, method references, streams. */
public final class Lambdas {
    private static Function<Integer, Integer> chain(int length) {
        Function<Integer, Integer> all = Function.identity();
        for (int i = 0; i < length; i++) {
            int step = i;
            all = all.andThen(x -> x + step);
        }
        return all;
    }

    private static int fold(int[] values, IntBinaryOperator operator) {
        int result = values[0];
        for (int i = 1; i < values.length; i++) result = operator.applyAsInt(result, values[i]);
        return result;
    }

    public static void main(String[] args) {
        long sum = 0;
        int[] values = new int[200];
        for (int i = 0; i < values.length; i++) values[i] = i * 7919 % 1009;
        Function<Integer, Integer> chain = chain(20);
        for (int round = Bench.rounds(15); round > 0; round--) {
            int salt = round;
            sum += fold(values, Math::max) + fold(values, (a, b) -> a * 31 + b + salt);
            for (int i = 0; i < 20; i++) sum += chain.apply(i);
            sum += IntStream.of(values).filter(x -> x % 3 == 0).mapToLong(x -> (long) x * salt).sum();
            List<String> names = new ArrayList<>();
            IntStream.range(0, 50).mapToObj(Integer::toString).forEach(names::add);
            sum += names.stream().collect(Collectors.groupingBy(String::length, Collectors.counting())).get(2);
        }
        Bench.done(sum);
    }
}
