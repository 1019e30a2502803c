// jars: commons-math3.jar
import java.util.*;
import org.apache.commons.math3.analysis.*;
import org.apache.commons.math3.analysis.integration.*;
import org.apache.commons.math3.analysis.polynomials.*;
import org.apache.commons.math3.analysis.solvers.*;
import org.apache.commons.math3.complex.*;
import org.apache.commons.math3.distribution.*;
import org.apache.commons.math3.fraction.*;
import org.apache.commons.math3.geometry.euclidean.threed.*;
import org.apache.commons.math3.linear.*;
import org.apache.commons.math3.ode.*;
import org.apache.commons.math3.ode.nonstiff.*;
import org.apache.commons.math3.optim.*;
import org.apache.commons.math3.optim.linear.*;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.primes.Primes;
import org.apache.commons.math3.random.*;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.descriptive.*;
import org.apache.commons.math3.stat.regression.*;
import org.apache.commons.math3.transform.*;

/** commons-math3: linear algebra, statistics, integration, optimisation; doubles are printed whole. */
public class Maths {
    public static void main(String[] args) {
        RandomGenerator random = new MersenneTwister(42);
        double[][] cells = new double[8][8];
        for (double[] row : cells)
            for (int i = 0; i < row.length; i++)
                row[i] = random.nextGaussian();
        RealMatrix matrix = MatrixUtils.createRealMatrix(cells);
        System.out.println(new LUDecomposition(matrix).getDeterminant());
        System.out.println(new LUDecomposition(matrix).getSolver().getInverse().multiply(matrix).getNorm());
        System.out.println(Arrays.toString(new EigenDecomposition(matrix.multiply(matrix.transpose())).getRealEigenvalues()));
        System.out.println(Arrays.toString(new SingularValueDecomposition(matrix).getSingularValues()));
        System.out.println(new QRDecomposition(matrix).getR().getFrobeniusNorm());

        DescriptiveStatistics numbers = new DescriptiveStatistics();
        for (int i = 0; i < 2000; i++)
            numbers.addValue(random.nextGaussian() * 3 + 1);
        System.out.println(numbers);
        SimpleRegression line = new SimpleRegression();
        for (int x = 0; x < 100; x++)
            line.addData(x, 2.5 * x - 7 + random.nextGaussian());
        System.out.println(line.getSlope() + " " + line.getIntercept() + " " + line.getRSquare());
        System.out.println(new NormalDistribution(0, 2).cumulativeProbability(1.5) + " " + new TDistribution(5).inverseCumulativeProbability(0.975) + " "
                + new PoissonDistribution(4).probability(3) + " " + new BinomialDistribution(20, 0.3).cumulativeProbability(7));

        UnivariateFunction wave = x -> StrictMath.sin(x) * FunctionUtils.compose(StrictMath::exp, v -> -v / 4).value(x);
        System.out.println(new SimpsonIntegrator().integrate(10000, wave, 0, 6) + " " + new RombergIntegrator().integrate(10000, wave, 0, 6));
        System.out.println(new BrentSolver(1e-12).solve(100, wave, 2, 4) + " " + Arrays.toString(new LaguerreSolver().solveAllComplex(new double[] {-6, 11, -6, 1}, 0)));
        System.out.println(new PolynomialFunction(new double[] {1, -3, 0, 2}).multiply(new PolynomialFunction(new double[] {0, 1, 1})).polynomialDerivative());
        System.out.println(new BigFraction(355, 113).subtract(new BigFraction(22, 7)).pow(3) + " " + new Fraction(0.142857, 1000) + " " + new Complex(1, 2).pow(new Complex(0.5, -1)));
        System.out.println(Gamma.gamma(4.5) + " " + Primes.primeFactors(1234567890) + " " + Primes.nextPrime(1000000));
        System.out.println(new Rotation(new Vector3D(1, 2, 3), 0.7, RotationConvention.VECTOR_OPERATOR).applyTo(Vector3D.PLUS_K));

        double[] end = new double[2];
        new DormandPrince853Integrator(1e-8, 10, 1e-10, 1e-10).integrate(new FirstOrderDifferentialEquations() {
            public int getDimension() { return 2; }
            public void computeDerivatives(double t, double[] y, double[] dot) {
                dot[0] = y[1];
                dot[1] = (1 - y[0] * y[0]) * y[1] - y[0];
            }
        }, 0, new double[] {2, 0}, 5, end);
        System.out.println(Arrays.toString(end));
        LinearObjectiveFunction cost = new LinearObjectiveFunction(new double[] {3, 2, 4}, 0);
        List<LinearConstraint> limits = List.of(new LinearConstraint(new double[] {3, 2, 1}, Relationship.LEQ, 60),
                new LinearConstraint(new double[] {1, 1, 2}, Relationship.LEQ, 40), new LinearConstraint(new double[] {1, 0, -1}, Relationship.GEQ, -10));
        PointValuePair best = new SimplexSolver().optimize(cost, new LinearConstraintSet(limits), GoalType.MAXIMIZE, new NonNegativeConstraint(true));
        System.out.println(Arrays.toString(best.getPoint()) + " " + best.getValue());
        double[] signal = new double[64];
        for (int i = 0; i < signal.length; i++)
            signal[i] = StrictMath.cos(i * 0.3) + (i % 5);
        System.out.println(new FastFourierTransformer(DftNormalization.STANDARD).transform(signal, TransformType.FORWARD)[3]);
    }
}
