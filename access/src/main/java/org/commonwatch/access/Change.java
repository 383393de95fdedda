package org.commonwatch.access;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

/** One act of one party that would turn a withheld object into a readable one. */
public sealed interface Change {
    /** The act as the end of a sentence that begins "It would be readable if". */
    String text();

    /** The body gives the reader another standing. */
    record Grant(BodyId body, StandingKind standing) implements Change {
        @Override
        public String text() {
            return "the reader's standing in " + body + " were '" + standing.label() + "'";
        }
    }

    /** The owner lowers the marking. */
    record Lower(StixId owner, Tlp to) implements Change {
        @Override
        public String text() {
            return "the owner lowered the marking to " + to.label();
        }
    }
}
