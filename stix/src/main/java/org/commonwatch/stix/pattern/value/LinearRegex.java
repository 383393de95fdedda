package org.commonwatch.stix.pattern.value;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import java.text.Normalizer;

/**
 * A regular expression in PCRE's dialect, as STIX 2.1 §9.6.1 asks for it, searched for in time
 * linear in the text.
 */
public final class LinearRegex {
    /** Longer ones are not searched for. */
    public static final int LENGTH_LIMIT = 8_192;

    /** Larger ones, with repetitions written out, are not searched for. */
    public static final int SIZE_LIMIT = 20_000;

    /** Ones with more groups in one another are not searched for. */
    public static final int DEPTH_LIMIT = 100;

    private final Pattern pattern;
    private final String literal;
    private final long size;

    private LinearRegex(Pattern pattern, PcreReader.Translation translation) {
        this.pattern = pattern;
        this.literal = normal(translation.literal());
        this.size = translation.size();
    }

    /** Thrown for what cannot be searched for in linear time, or is no regular expression. */
    public static final class Outside extends Exception {
        private static final long serialVersionUID = 1;

        private final String kind;
        private final int index;

        public Outside(String kind, int index) {
            super(kind, null, false, false);
            this.kind = kind;
            this.index = index;
        }

        /** What it is, in one or two words, such as {@code lookahead}. */
        public String kind() {
            return kind;
        }

        /** Where in the expression it begins, from 0. */
        public int index() {
            return index;
        }
    }

    /** Makes an expression ready for {@link #isIn}. */
    public static LinearRegex compile(String regex) throws Outside {
        if (regex.length() > LENGTH_LIMIT) {
            throw new Outside("length", LENGTH_LIMIT);
        }
        PcreReader.Translation translation = PcreReader.translate(regex);
        try {
            return new LinearRegex(
                    Pattern.compile(normal(translation.regex()), Pattern.DOTALL), translation);
        } catch (PatternSyntaxException wrong) {
            int index = wrong.getPattern() == null ? -1 : regex.indexOf(wrong.getPattern());
            throw new Outside(wrong.getDescription(), Math.max(0, index));
        }
    }

    /** Whether it is found anywhere in the text, which is {@link #normal}. */
    public boolean isIn(String text) {
        // Mostly the literal is not there, and to see that takes a hundredth of the time.
        return text.contains(literal) && pattern.matcher(text).find();
    }

    /** A text that every text contains in which it is found, perhaps an empty one. */
    public String literal() {
        return literal;
    }

    /** How many steps it has, with repetitions written out: its memory is proportional to them. */
    public long size() {
        return size;
    }

    /** The text in Unicode's normalisation form C, in which STIX compares. */
    public static String normal(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
