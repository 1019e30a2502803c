// SPDX-License-Identifier: Apache-2.0
/** Calls through an interface and an abstract class, with several receivers at one place. */
public final class Interfaces {
    private interface Shape {
        double area();

        default double twice() {
            return 2 * area();
        }
    }

    private abstract static class Named implements Shape {
        abstract int name();

        final int hash() {
            return name() * 31 + (int) area();
        }
    }

    private static final class Square extends Named {
        final double side;

        Square(double side) {
            this.side = side;
        }

        public double area() {
            return side * side;
        }

        int name() {
            return 1;
        }
    }

    private static final class Rectangle extends Named {
        final double width, height;

        Rectangle(double width, double height) {
            this.width = width;
            this.height = height;
        }

        public double area() {
            return width * height;
        }

        int name() {
            return 2;
        }
    }

    private static class Circle extends Named {
        final double radius;

        Circle(double radius) {
            this.radius = radius;
        }

        public double area() {
            return 3 * radius * radius;
        }

        int name() {
            return 3;
        }

        public double twice() {
            return 6 * radius * radius;
        }
    }

    private static final class Dot extends Circle {
        Dot() {
            super(1);
        }

        int name() {
            return super.name() + 1;
        }
    }

    public static void main(String[] args) {
        Shape[] shapes = new Shape[64];
        for (int i = 0; i < shapes.length; i++)
            shapes[i] = i % 4 == 0 ? new Square(i) : i % 4 == 1 ? new Rectangle(i, 2) : i % 4 == 2 ? new Circle(i) : new Dot();
        long sum = 0;
        for (int round = Bench.rounds(100); round > 0; round--)
            for (Shape shape : shapes) {
                sum += (long) (shape.area() + shape.twice());
                if (shape instanceof Named) sum += ((Named) shape).hash();
            }
        Bench.done(sum);
    }
}
