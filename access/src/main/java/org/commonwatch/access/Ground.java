package org.commonwatch.access;

import org.commonwatch.stix.Tlp;

/** One reason for a ruling. */
public sealed interface Ground {
    /** The reason as a sentence. */
    String text();

    /** The reader owns the object. */
    record OwnObject() implements Ground {
        @Override
        public String text() {
            return "An owner always reads its own.";
        }
    }

    /** A rule permits it. */
    record Permitted(Rule rule, StandingKind standing, BodyId body) implements Ground {
        @Override
        public String text() {
            return rule.id()
                    + " permits it to standing '"
                    + standing.label()
                    + "' in "
                    + body
                    + " ("
                    + rule.instrument()
                    + ").";
        }
    }

    /** No rule permits it. */
    record NotPermitted(Tlp tlp, StandingKind standing, BodyId body) implements Ground {
        @Override
        public String text() {
            return "No rule gives "
                    + tlp.label()
                    + " to standing '"
                    + standing.label()
                    + "' in "
                    + body
                    + ".";
        }
    }
}
