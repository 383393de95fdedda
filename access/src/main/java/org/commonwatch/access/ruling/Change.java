package org.commonwatch.access.ruling;

import org.commonwatch.access.BodyId;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

/** One elementary act of one party. */
public sealed interface Change {
    /** The act as the end of a sentence that begins "It would be permitted if". */
    String text();

    /** An act of the object's owner. */
    sealed interface ByOwner extends Change {
        StixId owner();
    }

    /** The body gives the reader another standing. */
    record Grant(BodyId body, String standing) implements Change {
        @Override
        public String text() {
            return "the reader's standing in " + body + " were '" + standing + "'";
        }
    }

    /** The owner and the reader agree on a class of data. */
    record Agree(StixId owner, String dataClass) implements ByOwner {
        @Override
        public String text() {
            return owner + " and the reader agreed on '" + dataClass + "'";
        }
    }

    /** The body lifts a restriction. */
    record Restore(BodyId body, String restriction) implements Change {
        @Override
        public String text() {
            return body + " lifted restriction " + restriction;
        }
    }

    /**
     * The owner lowers a marking.
     *
     * @param place which of the marking's conditions
     */
    record Lower(StixId owner, String marking, int place, Tlp to) implements ByOwner {
        @Override
        public String text() {
            return "the owner lowered " + marking + " to " + to.label();
        }
    }

    /** The owner amends a marking or caveat so that it admits the reader. */
    record Admit(StixId owner, String marking, int place, String says) implements ByOwner {
        @Override
        public String text() {
            return "the owner admitted the reader in " + marking + " (" + says + ")";
        }
    }

    /** The owner lifts a condition of a marking, or a caveat. */
    record Lift(StixId owner, String marking, int place, String says) implements ByOwner {
        @Override
        public String text() {
            return "the owner lifted " + marking + " (" + says + ")";
        }
    }
}
