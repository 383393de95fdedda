package org.commonwatch.access.marking;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.Set;

/** One thing an owner demands of whoever reads its object. */
public sealed interface Condition {
    /** What is demanded, as the middle of a sentence. */
    String text();

    /** The audience of a level of the Traffic Light Protocol 2.0. */
    record Level(Tlp tlp) implements Condition {
        @Override
        public String text() {
            return tlp.label();
        }
    }

    /** What may be done with it. */
    record Permissible(Pap pap) implements Condition {
        @Override
        public String text() {
            return pap.label() + ": " + pap.means();
        }
    }

    /** Only within a circle. */
    record OnlyTo(Circle circle) implements Condition {
        @Override
        public String text() {
            return "only to " + circle;
        }
    }

    /** Not to those in a circle, who are named one by one or by group, and never by standing. */
    record NotTo(Circle circle) implements Condition {
        public NotTo {
            if (!circle.within().isEmpty()) {
                throw new IllegalArgumentException("a higher standing would see less");
            }
        }

        /** Not to one party. */
        public static NotTo party(StixId party) {
            return new NotTo(Circle.of(Set.of(party)));
        }

        @Override
        public String text() {
            return "not to " + circle;
        }
    }

    /** Whoever wants it asks its originator, and these were told yes. */
    record AskOriginator(Set<StixId> agreed) implements Condition {
        public AskOriginator {
            agreed = Circle.of(agreed).parties();
        }

        @Override
        public String text() {
            return "the originator is asked first";
        }
    }

    /** Not before an instant. */
    record Embargo(Instant until) implements Condition {
        @Override
        public String text() {
            return "not before " + until;
        }
    }

    /** Not from an instant on. */
    record Expiry(Instant at) implements Condition {
        @Override
        public String text() {
            return "not from " + at + " on";
        }
    }

    /** Without a property. */
    record Hide(String property) implements Condition {
        @Override
        public String text() {
            return "without '" + property + "'";
        }
    }

    /** Something that whoever reads must do, or must not. */
    record Duty(String text) implements Condition {
        public static final Duty NO_ONWARD = new Duty("do not share it further");

        /** No duty: what stands where a condition was lifted. */
        public static final Duty NONE = new Duty("");

        /** Use for one purpose only. */
        public static Duty purpose(String purpose) {
            return new Duty("use it for '" + purpose + "' only");
        }
    }

    /** Something was said that cannot be understood, so nobody can keep to it. */
    record Unreadable(String what) implements Condition {
        @Override
        public String text() {
            return "'" + what + "' cannot be understood";
        }
    }
}
