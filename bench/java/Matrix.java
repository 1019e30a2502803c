// SPDX-License-Identifier: Apache-2.0
/** Floating point in arrays: products of matrices. */
public final class Matrix {
    private static final int N = 24;

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] c = new double[N][N];
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) {
                double sum = 0;
                for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
                c[i][j] = sum;
            }
        return c;
    }

    public static void main(String[] args) {
        double[][] turn = new double[N][N];
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) turn[i][j] = ((i * 31 + j * 17) % N - N / 2) / 40.0;
        double[][] m = turn;
        double trace = 0;
        for (int round = Bench.rounds(4); round > 0; round--) {
            m = multiply(m, turn);
            double size = 0;
            for (double[] row : m) for (double x : row) size = Math.max(size, Math.abs(x));
            for (double[] row : m) for (int i = 0; i < N; i++) row[i] /= size;
            for (int i = 0; i < N; i++) trace += m[i][i];
        }
        Bench.done(Math.round(trace * 1e9));
    }
}
