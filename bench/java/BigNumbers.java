// SPDX-License-Identifier: Apache-2.0
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers of any size: factorials, powers modulo a number, decimal fractions. */
public final class BigNumbers {
    public static void main(String[] args) {
        long sum = 0;
        BigInteger modulus = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
        for (int round = Bench.rounds(2); round > 0; round--) {
            BigInteger product = BigInteger.ONE;
            for (int i = 1; i <= 120; i++) product = product.multiply(BigInteger.valueOf(i));
            sum += product.bitLength() + product.toString().hashCode();
            sum += BigInteger.valueOf(round + 12345).modPow(modulus.shiftRight(2), modulus).hashCode();
            sum += product.multiply(product).mod(modulus).gcd(product).intValue();
            BigDecimal e = BigDecimal.ONE, term = BigDecimal.ONE;
            for (int i = 1; i < 30; i++) {
                term = term.divide(BigDecimal.valueOf(i), 40, RoundingMode.HALF_EVEN);
                e = e.add(term);
            }
            sum += e.hashCode();
        }
        Bench.done(sum);
    }
}
