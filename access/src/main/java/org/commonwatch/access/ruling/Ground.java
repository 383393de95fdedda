package org.commonwatch.access.ruling;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.util.Optional;

/** One reason for a ruling. */
public sealed interface Ground {
    /** The reason as a sentence. */
    Saying said();

    /** The same in English. */
    default String text() {
        return said().text();
    }

    /** Whether it speaks for the reader. */
    default boolean permits() {
        return switch (this) {
            case Own own -> true;
            case ByRule rule -> true;
            case ByAgreement agreement -> true;
            case ByRight right -> true;
            case TooLow tooLow -> false;
            case NoRule none -> false;
            case NoRuleOfLevel none -> false;
            case NoAgreement none -> false;
            case Restricted restricted -> false;
            case Demanded demanded -> false;
        };
    }

    /** The reader owns the object. */
    record Own() implements Ground {
        @Override
        public Saying said() {
            return Saying.of(Phrase.OWN);
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
        public Saying said() {
            return rested(cited, Phrase.BY_RULE, Phrase.BY_RULE_DECIDED, Phrase.BY_RULE_ROOTED)
                    .with("rule", rule)
                    .with("standing", standing)
                    .with("body", body)
                    .with("instrument", instrument)
                    .with("edition", edition);
        }
    }

    /** An agreement with the owner covers it. */
    record ByAgreement(String agreement, String dataClass) implements Ground {
        @Override
        public Saying said() {
            return Saying.of(Phrase.BY_AGREEMENT)
                    .with("agreement", agreement)
                    .with("class", dataClass);
        }
    }

    /** The body gave the reader a right of its own. */
    record ByRight(String right, BodyId body, Optional<Cited> cited) implements Ground {
        @Override
        public Saying said() {
            return rested(cited, Phrase.BY_RIGHT, Phrase.BY_RIGHT_DECIDED, Phrase.BY_RIGHT_ROOTED)
                    .with("right", right)
                    .with("body", body);
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
        public Saying said() {
            Saying why =
                    whole
                            ? rested(
                                    cited,
                                    Phrase.TOO_LOW_FOR_ALL,
                                    Phrase.TOO_LOW_FOR_ALL_DECIDED,
                                    Phrase.TOO_LOW_FOR_ALL_ROOTED)
                            : rested(
                                    cited,
                                    Phrase.TOO_LOW,
                                    Phrase.TOO_LOW_DECIDED,
                                    Phrase.TOO_LOW_ROOTED);
            return why.with("body", body)
                    .with("held", held)
                    .with("needed", needed)
                    .with("edition", edition);
        }
    }

    /** The body's rules give what is of a class to no standing at all over a channel. */
    record NoRule(BodyId body, int edition, String dataClass, String channel) implements Ground {
        @Override
        public Saying said() {
            return Saying.of(Phrase.NO_RULE)
                    .with("body", body)
                    .with("edition", edition)
                    .with("class", dataClass)
                    .with("channel", channel);
        }
    }

    /**
     * The body's rules give what bears a level to no standing at all.
     *
     * @param level empty if it bears none
     */
    record NoRuleOfLevel(BodyId body, int edition, Optional<Tlp> level) implements Ground {
        @Override
        public Saying said() {
            return level.map(each -> Saying.of(Phrase.NO_RULE_OF_LEVEL).with("level", each.label()))
                    .orElseGet(() -> Saying.of(Phrase.NO_RULE_UNMARKED))
                    .with("body", body)
                    .with("edition", edition);
        }
    }

    /** The owner has no agreement with the reader that covers it. */
    record NoAgreement(StixId owner, String dataClass) implements Ground {
        @Override
        public Saying said() {
            return Saying.of(Phrase.NO_AGREEMENT).with("owner", owner).with("class", dataClass);
        }
    }

    /** The body cut what the reader's standing would give. */
    record Restricted(String restriction, BodyId body, Optional<Cited> cited) implements Ground {
        @Override
        public Saying said() {
            return rested(
                            cited,
                            Phrase.RESTRICTED,
                            Phrase.RESTRICTED_DECIDED,
                            Phrase.RESTRICTED_ROOTED)
                    .with("restriction", restriction)
                    .with("body", body);
        }
    }

    /**
     * Something that the owner demands does not hold for the reader.
     *
     * @param marking by its id
     * @param said the reason as a sentence
     */
    record Demanded(String marking, StixId owner, Saying said) implements Ground {}

    // Whether it rests on a decision, and that on another, makes sentences of their own.
    private static Saying rested(
            Optional<Cited> cited, Phrase undecided, Phrase decided, Phrase rooted) {
        if (cited.isEmpty()) {
            return Saying.of(undecided);
        }
        Cited by = cited.get();
        return by.decision().equals(by.root())
                ? Saying.of(decided).with("decision", by.decision())
                : Saying.of(rooted).with("decision", by.decision()).with("root", by.root());
    }
}
