package org.commonwatch.archive;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The known word that somebody may have meant. */
public final class Nearest {
    private static final int FARTHEST = 3;

    private Nearest() {}

    /** The nearest by letters changed, if it is near at all. */
    public static Optional<String> to(String word, List<String> known) {
        return known.stream()
                .filter(near -> distance(word, near) <= Math.min(FARTHEST, near.length() / 2))
                .min(Comparator.comparingInt(near -> distance(word, near)));
    }

    // Levenshtein's, in two rows; long words are far from all.
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > FARTHEST) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[other.length()];
    }
}
