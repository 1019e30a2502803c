// SPDX-License-Identifier: Apache-2.0
/** Strings: built, cut, searched, compared, hashed. */
public final class Strings {
    private static final String[] WORDS = "the quick brown fox jumps over a lazy dog while eleven grey élèves sing".split(" ");

    public static void main(String[] args) {
        long sum = 0;
        int random = 1;
        for (int round = Bench.rounds(5); round > 0; round--) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                random = Bench.next(random);
                text.append(WORDS[(random >>> 8) % WORDS.length]).append(i % 10 == 9 ? '\n' : ' ').append(i);
            }
            String whole = text.toString();
            sum += whole.hashCode();
            for (int from = 0, to; (to = whole.indexOf('\n', from)) >= 0; from = to + 1) {
                String line = whole.substring(from, to).trim();
                for (String word : WORDS) {
                    if (line.contains(word)) sum += line.indexOf(word);
                    if (line.startsWith(word) || line.endsWith(word)) sum += 1000;
                    sum += Integer.signum(line.compareTo(word));
                }
                for (int i = 0; i < line.length(); i++) if (Character.isDigit(line.charAt(i))) sum++;
                sum += line.toUpperCase().equals(line) ? 7 : line.replace('e', 'i').hashCode() & 15;
            }
        }
        Bench.done(sum);
    }
}
