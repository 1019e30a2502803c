// SPDX-License-Identifier: Apache-2.0
/** What start-up and memory are measured with. */
public final class Hello {
    public static void main(String[] args) {
        System.out.println("hello");
    }
}
