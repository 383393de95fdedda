package org.commonwatch.telemetry.event;

import org.commonwatch.telemetry.event.KindTable.Row;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the kind of an alert by what its sensor calls it: the category, and the signature that
 * fired. Letter case, and what stands between words, make no difference.
 *
 * <ol>
 *   <li>A category that is known decides. If its kind is a general one, the signature's words may
 *       tell it more exactly: a kind of the same class of RSIT.
 *   <li>Of a category that is vague or unknown, the signature decides: by its words, else by its
 *       rule set.
 *   <li>Of a signature that says nothing, the vague category decides, or the words of one that is
 *       unknown. If these say nothing either, it is {@link Kind#OTHER}.
 * </ol>
 */
public final class Kinds {
    /** Name and version, to stand beside every number that is told apart by kind. */
    public static final RuleId ID = new RuleId("kinds", 1);

    private static final Map<String, Kind> CATEGORIES = byName(KindTable.CATEGORIES);
    private static final Map<String, Kind> VAGUE = byName(KindTable.VAGUE);
    private static final List<Row> WORDS = padded(KindTable.WORDS);
    private static final List<Row> SETS = padded(KindTable.SETS);

    private Kinds() {}

    /** The kind of an alert. */
    public static Kind of(@Nullable String category, @Nullable String signature) {
        String named = words(category);
        Kind decided = CATEGORIES.get(named);
        if (decided != null) {
            return narrowed(decided, signature);
        }
        Kind told = told(ofOneSet(words(signature)));
        if (told != Kind.OTHER) {
            return told;
        }
        Kind vague = VAGUE.get(named);
        return vague == null ? told(named) : vague;
    }

    /**
     * The kind, or if it is a general one, the kind of the same class of RSIT that the signature's
     * words tell.
     */
    public static Kind narrowed(Kind kind, @Nullable String signature) {
        if (!KindTable.GENERAL.contains(kind)) {
            return kind;
        }
        Kind told = first(WORDS, words(signature));
        boolean exact = told != Kind.OTHER && told.rsitClass().equals(kind.rsitClass());
        return exact ? told : kind;
    }

    private static Kind told(String words) {
        Kind exact = first(WORDS, words);
        return exact == Kind.OTHER ? first(SETS, words) : exact;
    }

    private static Kind first(List<Row> rows, String words) {
        for (Row row : rows) {
            String word = row.word();
            if (word.startsWith("^") ? words.startsWith(word.substring(1)) : words.contains(word)) {
                return row.kind();
            }
        }
        return Kind.OTHER;
    }

    private static String ofOneSet(String words) {
        for (String set : List.of(" etpro ", " gpl ")) {
            if (words.startsWith(set)) {
                return " et " + words.substring(set.length());
            }
        }
        return words;
    }

    /** The words in small letters of ASCII, a space around each. */
    private static String words(@Nullable String text) {
        if (text == null) {
            return " ";
        }
        StringBuilder words = new StringBuilder(text.length() + 2).append(' ');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                words.append((char) (c | ' '));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                words.append(c);
            } else if (words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.charAt(words.length() - 1) == ' ' ? words.toString() : words + " ";
    }

    private static Map<String, Kind> byName(List<Row> rows) {
        Map<String, Kind> kinds = new HashMap<>();
        for (Row row : rows) {
            if (kinds.put(words(row.word()), row.kind()) != null) {
                throw new IllegalStateException("twice: " + row.word());
            }
        }
        return Map.copyOf(kinds);
    }

    private static List<Row> padded(List<Row> rows) {
        return rows.stream()
                .map(row ->
                        new Row(
                                row.kind(),
                                (row.word().startsWith("^") ? "^" : "") + words(row.word())))
                .toList();
    }
}
