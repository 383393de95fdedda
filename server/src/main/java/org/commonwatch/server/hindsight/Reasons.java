package org.commonwatch.server.hindsight;

import org.commonwatch.access.ruling.Change;
import org.commonwatch.access.ruling.Ground;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The words for what withholds, and for acts that would release, as numbers. */
interface Reasons {
    List<List<Integer>> grounds(Ruling.Flip flip);

    List<List<Integer>> changes(Ruling.Flip flip);

    /** For whoever may know everything. */
    static Reasons whole(Words words) {
        return new Numbered(words, Ground::said, Change::said);
    }

    /** For a party about what is hidden from it: no owner and no marking is told from another. */
    static Reasons own(Words words) {
        return new Numbered(words, Reasons::plain, Reasons::plain);
    }

    /** Each under its number. */
    record Numbered(
            Words words, Function<Ground, Saying> ofGround, Function<Change, Saying> ofChange)
            implements Reasons {
        @Override
        public List<List<Integer>> grounds(Ruling.Flip flip) {
            return flip.blocking().stream()
                    .map(set -> sorted(set.stream().map(ofGround).toList()))
                    .distinct()
                    .toList();
        }

        @Override
        public List<List<Integer>> changes(Ruling.Flip flip) {
            return flip.changes().stream()
                    .map(set -> sorted(set.acts().stream().map(ofChange).toList()))
                    .distinct()
                    .toList();
        }

        private List<Integer> sorted(Collection<Saying> said) {
            return said.stream().map(words::number).distinct().sorted().toList();
        }
    }

    private static Saying plain(Ground ground) {
        return switch (ground) {
            case Ground.NoAgreement(var owner, String dataClass) ->
                    Saying.of(Phrase.NO_AGREEMENT_OF_ANY_OWNER).with("class", dataClass);
            case Ground.Demanded demanded -> Saying.of(Phrase.DEMANDED_BY_ANY_OWNER);
            case Ground.Own own -> own.said();
            case Ground.ByRule rule -> rule.said();
            case Ground.ByAgreement agreement -> agreement.said();
            case Ground.ByRight right -> right.said();
            case Ground.TooLow tooLow -> tooLow.said();
            case Ground.NoRule none -> none.said();
            case Ground.NoRuleOfLevel none -> none.said();
            case Ground.Restricted restricted -> restricted.said();
        };
    }

    private static Saying plain(Change change) {
        return switch (change) {
            case Change.Agree(var owner, String dataClass) ->
                    Saying.of(Phrase.AGREE_BY_ANY_OWNER).with("class", dataClass);
            case Change.Lower lower ->
                    Saying.of(Phrase.LOWER_USUAL).with("level", lower.to().label());
            case Change.Admit admit -> Saying.of(Phrase.ADMIT_BY_ANY_OWNER);
            case Change.Lift lift -> Saying.of(Phrase.LIFT_BY_ANY_OWNER);
            case Change.Grant grant -> grant.said();
            case Change.Restore restore -> restore.said();
        };
    }
}
