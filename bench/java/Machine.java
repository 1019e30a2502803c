// SPDX-License-Identifier: Apache-2.0
/** Switches: an interpreter of a small language, and a parser of what it runs. */
public final class Machine {
    private static final String SOURCE = "0>a 1>b 200>n [ a b + >t b >a t 1000003 % >b n 1 - >n n ] b";

    private static int[] parse(String source) {
        int[] code = new int[100];
        int[] open = new int[10];
        int depth = 0, at = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c >= '0' && c <= '9') {
                int value = 0;
                while (i < source.length() && source.charAt(i) >= '0' && source.charAt(i) <= '9') value = value * 10 + source.charAt(i++) - '0';
                i--;
                code[at++] = 0;
                code[at++] = value;
            } else if (c >= 'a' && c <= 'z') {
                code[at++] = 1;
                code[at++] = c - 'a';
            } else {
                switch (c) {
                    case '>': code[at++] = 2; code[at++] = source.charAt(++i) - 'a'; break;
                    case '+': code[at++] = 3; break;
                    case '-': code[at++] = 4; break;
                    case '*': code[at++] = 5; break;
                    case '%': code[at++] = 6; break;
                    case '[': open[depth++] = at; break;
                    case ']': code[at++] = 7; code[at++] = open[--depth]; break;
                    default: break;
                }
            }
        }
        code[at] = 8;
        return code;
    }

    private static int execute(int[] code) {
        int[] stack = new int[16], variables = new int[26];
        int sp = 0;
        for (int pc = 0; ; ) {
            switch (code[pc++]) {
                case 0: stack[sp++] = code[pc++]; break;
                case 1: stack[sp++] = variables[code[pc++]]; break;
                case 2: variables[code[pc++]] = stack[--sp]; break;
                case 3: sp--; stack[sp - 1] += stack[sp]; break;
                case 4: sp--; stack[sp - 1] -= stack[sp]; break;
                case 5: sp--; stack[sp - 1] *= stack[sp]; break;
                case 6: sp--; stack[sp - 1] %= stack[sp]; break;
                case 7: if (stack[--sp] != 0) pc = code[pc]; else pc++; break;
                default: return stack[0];
            }
        }
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int round = Bench.rounds(10); round > 0; round--) sum += execute(parse(SOURCE)) ^ round;
        Bench.done(sum);
    }
}
