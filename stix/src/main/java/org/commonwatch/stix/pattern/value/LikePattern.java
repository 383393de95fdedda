package org.commonwatch.stix.pattern.value;

/** What LIKE compares with: {@code %} is any text, {@code _} any one character. */
public final class LikePattern {
    /** Longer ones are not compared with. */
    public static final int LENGTH_LIMIT = 8_192;

    private static final int ANY_TEXT = -1;
    private static final int ANY_ONE = -2;

    // Code points, or one of the above.
    private final int[] pattern;
    private final String literal;

    /** Reads what stands behind LIKE. */
    public LikePattern(String like) {
        this.pattern =
                LinearRegex.normal(like)
                        .codePoints()
                        .map(point -> point == '%' ? ANY_TEXT : point == '_' ? ANY_ONE : point)
                        .toArray();
        this.literal = longestRun();
    }

    /**
     * Whether all of the text, which is {@link LinearRegex#normal}, is like this. Only the last
     * {@code %} is ever gone back to: what was before it has found the shortest text that will do.
     */
    public boolean matches(String text) {
        // Mostly it is not there, and to see that takes the least time.
        if (!text.contains(literal)) {
            return false;
        }
        int at = 0;
        int next = 0;
        int star = -1;
        int from = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (next < pattern.length && pattern[next] == ANY_TEXT) {
                star = next++;
                from = at;
            } else if (next < pattern.length
                    && (pattern[next] == ANY_ONE || pattern[next] == point)) {
                next++;
                at += Character.charCount(point);
            } else if (star >= 0) {
                next = star + 1;
                from += Character.charCount(text.codePointAt(from));
                at = from;
            } else {
                return false;
            }
        }
        while (next < pattern.length && pattern[next] == ANY_TEXT) {
            next++;
        }
        return next == pattern.length;
    }

    /** The longest text without wildcards that all such texts contain, perhaps an empty one. */
    public String literal() {
        return literal;
    }

    private String longestRun() {
        String longest = "";
        var run = new StringBuilder();
        for (int i = 0; i <= pattern.length; i++) {
            if (i < pattern.length && pattern[i] >= 0) {
                run.appendCodePoint(pattern[i]);
            } else {
                longest = run.length() > longest.length() ? run.toString() : longest;
                run.setLength(0);
            }
        }
        return longest;
    }
}
