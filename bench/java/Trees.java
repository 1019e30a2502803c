// SPDX-License-Identifier: Apache-2.0
/** Allocation: trees that are built, walked and dropped. */
public final class Trees {
    private static final class Node {
        final Node left, right;

        Node(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        int count() {
            return left == null ? 1 : 1 + left.count() + right.count();
        }
    }

    private static Node build(int depth) {
        return depth == 0 ? new Node(null, null) : new Node(build(depth - 1), build(depth - 1));
    }

    public static void main(String[] args) {
        Node lasting = build(10);
        long sum = 0;
        for (int round = Bench.rounds(20); round > 0; round--) sum += build(9).count();
        Bench.done(sum + lasting.count());
    }
}
