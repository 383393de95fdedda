package org.commonwatch.server.hindsight;

import org.commonwatch.access.ruling.Change;
import org.commonwatch.access.ruling.Ground;
import org.commonwatch.access.ruling.Ruling;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** The words for what withholds, and for acts that would release, as numbers. */
interface Reasons {
    List<List<Integer>> grounds(Ruling.Flip flip);

    List<List<Integer>> changes(Ruling.Flip flip);

    /**
     * For whoever may know everything.
     *
     * @param named writes parties by their names
     */
    static Reasons whole(Words words, UnaryOperator<String> named) {
        return new Numbered(
                words, ground -> named.apply(ground.text()), change -> named.apply(change.text()));
    }

    /** For a party about what is hidden from it: no owner and no marking is told from another. */
    static Reasons own(Words words) {
        return new Numbered(words, Reasons::plain, Reasons::plain);
    }

    /** How a ground is written. */
    @FunctionalInterface
    interface OfGround {
        String text(Ground ground);
    }

    /** How an act is written. */
    @FunctionalInterface
    interface OfChange {
        String text(Change change);
    }

    /** Each text under its number. */
    record Numbered(Words words, OfGround ofGround, OfChange ofChange) implements Reasons {
        @Override
        public List<List<Integer>> grounds(Ruling.Flip flip) {
            return flip.blocking().stream()
                    .map(set -> sorted(set.stream().map(ofGround::text).toList()))
                    .distinct()
                    .toList();
        }

        @Override
        public List<List<Integer>> changes(Ruling.Flip flip) {
            return flip.changes().stream()
                    .map(set -> sorted(set.acts().stream().map(ofChange::text).toList()))
                    .distinct()
                    .toList();
        }

        private List<Integer> sorted(Collection<String> texts) {
            return texts.stream().map(words::number).distinct().sorted().toList();
        }
    }

    private static String plain(Ground ground) {
        return switch (ground) {
            case Ground.NoAgreement(var owner, String dataClass) ->
                    "No agreement between the owner and the reader covers '" + dataClass + "'.";
            case Ground.Demanded demanded -> "The owner demands what does not hold for the reader.";
            case Ground.Own own -> own.text();
            case Ground.ByRule rule -> rule.text();
            case Ground.ByAgreement agreement -> agreement.text();
            case Ground.ByRight right -> right.text();
            case Ground.TooLow tooLow -> tooLow.text();
            case Ground.NoRule none -> none.text();
            case Ground.NoRuleOfLevel none -> none.text();
            case Ground.Restricted restricted -> restricted.text();
        };
    }

    private static String plain(Change change) {
        return switch (change) {
            case Change.Agree(var owner, String dataClass) ->
                    "the owner and the reader agreed on '" + dataClass + "'";
            case Change.Lower lower -> "the owner lowered its marking to " + lower.to().label();
            case Change.Admit admit -> "the owner admitted the reader";
            case Change.Lift lift -> "the owner lifted what it demands";
            case Change.Grant grant -> grant.text();
            case Change.Restore restore -> restore.text();
        };
    }
}
