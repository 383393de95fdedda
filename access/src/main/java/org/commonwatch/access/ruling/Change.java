package org.commonwatch.access.ruling;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

/** One elementary act of one party. */
public sealed interface Change {
    /** The act as the end of a sentence that begins "It would be permitted if". */
    Saying said();

    /** The same in English. */
    default String text() {
        return said().text();
    }

    /** An act of the object's owner. */
    sealed interface ByOwner extends Change {
        StixId owner();
    }

    /** The body gives the reader another standing. */
    record Grant(BodyId body, String standing) implements Change {
        @Override
        public Saying said() {
            return Saying.of(Phrase.GRANT).with("body", body).with("standing", standing);
        }
    }

    /** The owner and the reader agree on a class of data. */
    record Agree(StixId owner, String dataClass) implements ByOwner {
        @Override
        public Saying said() {
            return Saying.of(Phrase.AGREE).with("owner", owner).with("class", dataClass);
        }
    }

    /** The body lifts a restriction. */
    record Restore(BodyId body, String restriction) implements Change {
        @Override
        public Saying said() {
            return Saying.of(Phrase.RESTORE).with("body", body).with("restriction", restriction);
        }
    }

    /**
     * The owner lowers a marking.
     *
     * @param place which of the marking's conditions; below 0 if it bears no level yet
     */
    record Lower(StixId owner, String marking, int place, Tlp to) implements ByOwner {
        @Override
        public Saying said() {
            Saying lower =
                    place < 0
                            ? Saying.of(Phrase.LOWER_USUAL)
                            : Saying.of(Phrase.LOWER).with("marking", marking);
            return lower.with("place", place).with("level", to.label());
        }
    }

    /** The owner amends a marking or caveat so that it admits the reader. */
    record Admit(StixId owner, String marking, int place, Saying says) implements ByOwner {
        @Override
        public Saying said() {
            return Saying.of(Phrase.ADMIT)
                    .with("marking", marking)
                    .with("place", place)
                    .with("condition", says);
        }
    }

    /** The owner lifts a condition of a marking, or a caveat. */
    record Lift(StixId owner, String marking, int place, Saying says) implements ByOwner {
        @Override
        public Saying said() {
            return Saying.of(Phrase.LIFT)
                    .with("marking", marking)
                    .with("place", place)
                    .with("condition", says);
        }
    }
}
