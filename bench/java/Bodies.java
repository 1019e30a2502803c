// SPDX-License-Identifier: Apache-2.0
/** Floating point in fields: bodies that attract each other. */
public final class Bodies {
    private static final class Body {
        double x, y, z, vx, vy, vz, mass;

        Body(int seed) {
            x = seed % 7 - 3;
            y = seed % 5 - 2;
            z = seed % 3 - 1;
            vx = (seed * 11 % 13 - 6) / 100.0;
            vy = (seed * 7 % 13 - 6) / 100.0;
            vz = (seed * 5 % 13 - 6) / 100.0;
            mass = 1 + seed % 4;
        }
    }

    private static void step(Body[] bodies, double dt) {
        for (int i = 0; i < bodies.length; i++) {
            Body a = bodies[i];
            for (int j = i + 1; j < bodies.length; j++) {
                Body b = bodies[j];
                double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
                double squared = dx * dx + dy * dy + dz * dz + 0.01;
                double pull = dt / (squared * Math.sqrt(squared));
                a.vx -= dx * b.mass * pull;
                a.vy -= dy * b.mass * pull;
                a.vz -= dz * b.mass * pull;
                b.vx += dx * a.mass * pull;
                b.vy += dy * a.mass * pull;
                b.vz += dz * a.mass * pull;
            }
        }
        for (Body body : bodies) {
            body.x += dt * body.vx;
            body.y += dt * body.vy;
            body.z += dt * body.vz;
        }
    }

    public static void main(String[] args) {
        Body[] bodies = new Body[6];
        for (int i = 0; i < bodies.length; i++) bodies[i] = new Body(i * 17 + 1);
        for (int round = Bench.rounds(500); round > 0; round--) step(bodies, 0.001);
        double energy = 0;
        for (Body b : bodies) energy += b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz) / 2;
        Bench.done(Math.round(energy * 1e9));
    }
}
