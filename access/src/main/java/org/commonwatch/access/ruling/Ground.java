package org.commonwatch.access.ruling;

import org.commonwatch.access.BodyId;
import org.commonwatch.stix.StixId;

import java.util.Optional;

/** One reason for a ruling. */
public sealed interface Ground {
    /** The reason as a sentence. */
    String text();

    /** Whether it speaks for the reader. */
    default boolean permits() {
        return switch (this) {
            case Own own -> true;
            case ByRule rule -> true;
            case ByAgreement agreement -> true;
            case ByRight right -> true;
            case TooLow tooLow -> false;
            case NoRule none -> false;
            case NoAgreement none -> false;
            case Restricted restricted -> false;
            case Demanded demanded -> false;
        };
    }

    /** The reader owns the object. */
    record Own() implements Ground {
        @Override
        public String text() {
            return "An owner always reads its own.";
        }
    }

    /**
     * A rule permits it to the reader's standing.
     *
     * @param edition of the body's charter
     * @param cited the decision on which the standing rests
     */
    record ByRule(
            String rule,
            String instrument,
            String standing,
            BodyId body,
            int edition,
            Optional<Cited> cited)
            implements Ground {
        @Override
        public String text() {
            return rule
                    + " permits it to standing '"
                    + standing
                    + "' in "
                    + body
                    + " ("
                    + instrument
                    + "; charter v"
                    + edition
                    + ")"
                    + by(cited)
                    + ".";
        }
    }

    /** An agreement with the owner covers it. */
    record ByAgreement(String agreement, String dataClass) implements Ground {
        @Override
        public String text() {
            return "Agreement " + agreement + " with the owner covers '" + dataClass + "'.";
        }
    }

    /** The body gave the reader a right of its own. */
    record ByRight(String right, BodyId body, Optional<Cited> cited) implements Ground {
        @Override
        public String text() {
            return "Right " + right + " in " + body + " permits it" + by(cited) + ".";
        }
    }

    /**
     * The reader's standing is too low.
     *
     * @param needed the lowest that would do
     * @param whole whether it is the whole object that this is needed for
     * @param cited the decision that stands against a higher one
     */
    record TooLow(
            BodyId body,
            String held,
            String needed,
            int edition,
            boolean whole,
            Optional<Cited> cited)
            implements Ground {
        @Override
        public String text() {
            return "The reader's standing in "
                    + body
                    + " is '"
                    + held
                    + "'; "
                    + (whole ? "to read all of it " : "")
                    + "at least '"
                    + needed
                    + "' is needed (charter v"
                    + edition
                    + ")"
                    + by(cited)
                    + ".";
        }
    }

    /**
     * The body's rules give it to no standing at all.
     *
     * @param what it is: a class of data over a channel, or a level that nobody may read there
     */
    record NoRule(BodyId body, int edition, String what) implements Ground {
        @Override
        public String text() {
            return "No rule of "
                    + body
                    + " (charter v"
                    + edition
                    + ") gives "
                    + what
                    + " to any standing.";
        }
    }

    /** The owner has no agreement with the reader that covers it. */
    record NoAgreement(StixId owner, String dataClass) implements Ground {
        @Override
        public String text() {
            return "No agreement between " + owner + " and the reader covers '" + dataClass + "'.";
        }
    }

    /** The body cut what the reader's standing would give. */
    record Restricted(String restriction, BodyId body, Optional<Cited> cited) implements Ground {
        @Override
        public String text() {
            return "Restriction " + restriction + " of " + body + " cuts it" + by(cited) + ".";
        }
    }

    /**
     * Something that the owner demands does not hold for the reader.
     *
     * @param marking by its id
     * @param text the reason as a sentence
     */
    record Demanded(String marking, StixId owner, String text) implements Ground {}

    private static String by(Optional<Cited> cited) {
        return cited.map(each -> ", by " + each).orElse("");
    }
}
