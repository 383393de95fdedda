package org.commonwatch.access.marking;

import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One thing an owner demands of whoever reads its object. */
public sealed interface Condition {
    /** What is demanded, as the middle of a sentence. */
    Saying said();

    /** The same in English. */
    default String text() {
        return said().text();
    }

    /** The audience of a level of the Traffic Light Protocol 2.0. */
    record Level(Tlp tlp) implements Condition {
        @Override
        public Saying said() {
            return Saying.of(Phrase.LEVEL).with("level", tlp.label());
        }
    }

    /** What may be done with it. */
    record Permissible(Pap pap) implements Condition {
        @Override
        public Saying said() {
            return Saying.of(pap.means());
        }
    }

    /** Only within a circle. */
    record OnlyTo(Circle circle) implements Condition {
        @Override
        public Saying said() {
            return circle.isNobody()
                    ? Saying.of(Phrase.ONLY_TO_NOBODY)
                    : Saying.of(Phrase.ONLY_TO).with("circle", circle.said());
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
        public Saying said() {
            return circle.isNobody()
                    ? Saying.of(Phrase.NOT_TO_NOBODY)
                    : Saying.of(Phrase.NOT_TO).with("circle", circle.said());
        }
    }

    /** Whoever wants it asks its originator, and these were told yes. */
    record AskOriginator(Set<StixId> agreed) implements Condition {
        public AskOriginator {
            agreed = Circle.of(agreed).parties();
        }

        @Override
        public Saying said() {
            return Saying.of(Phrase.ASK_ORIGINATOR);
        }
    }

    /** Not before an instant. */
    record Embargo(Instant until) implements Condition {
        @Override
        public Saying said() {
            return Saying.of(Phrase.EMBARGO).with("until", until);
        }
    }

    /** Not from an instant on. */
    record Expiry(Instant at) implements Condition {
        @Override
        public Saying said() {
            return Saying.of(Phrase.EXPIRY).with("at", at);
        }
    }

    /** Without a property. */
    record Hide(String property) implements Condition {
        @Override
        public Saying said() {
            return Saying.of(Phrase.HIDE).with("property", property);
        }
    }

    /** Something that whoever reads must do, or must not. */
    record Duty(Saying said) implements Condition {
        public static final Duty NO_ONWARD = Duty.to(Phrase.NO_ONWARD);

        /** No duty: what stands where a condition was lifted. */
        public static final Duty NONE = Duty.to(Phrase.NOTHING);

        /** That which a phrase without words says. */
        public static Duty to(Phrase phrase) {
            return new Duty(Saying.of(phrase));
        }

        /** Use for some purposes only. */
        public static Duty purpose(List<String> purposes) {
            List<Saying> quoted =
                    purposes.stream()
                            .map(each -> Saying.of(Phrase.QUOTED).with("name", each))
                            .toList();
            return new Duty(
                    Saying.of(Phrase.PURPOSE).withAll("purposes", quoted, Phrase.LIST_COMMA));
        }
    }

    /** Something was said that cannot be understood, so nobody can keep to it. */
    record Unreadable(String what) implements Condition {
        @Override
        public Saying said() {
            return Saying.of(Phrase.UNREADABLE).with("what", what);
        }
    }
}
