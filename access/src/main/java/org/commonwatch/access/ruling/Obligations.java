package org.commonwatch.access.ruling;

import org.commonwatch.access.Agreement;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.Tlp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a reader that is permitted to read takes upon itself. */
final class Obligations {
    private Obligations() {}

    /** Each as an instruction; an owner has none. */
    static List<Saying> of(Case asked) {
        Set<Saying> duties = new LinkedHashSet<>();
        asked.reviews()
                .forEach(each ->
                        duties.add(
                                Saying.of(Phrase.REVIEWED)
                                        .with("reviewer", each.reviewer().orElse(""))
                                        .with("restriction", each.id())));
        if (asked.own() || !asked.asking().action().receives()) {
            return List.copyOf(duties);
        }
        for (Condition condition : Marking.meet(asked.handling().markings()).all()) {
            switch (condition) {
                case Condition.Level level -> duties.add(audience(asked, level));
                case Condition.Permissible permissible ->
                        duties.add(Saying.of(Phrase.KEEP_TO).with("what", permissible.said()));
                case Condition.Duty duty when !duty.equals(Condition.Duty.NONE) ->
                        duties.add(duty.said());
                case Condition.Expiry expiry ->
                        duties.add(Saying.of(Phrase.EXPIRES).with("at", expiry.at()));
                case Condition.AskOriginator ask ->
                        duties.add(Saying.of(Phrase.ASK_BEFORE_SHARING));
                case Condition.OnlyTo only ->
                        duties.add(Saying.of(Phrase.SHARE).with("condition", only.said()));
                default -> {}
            }
        }
        if (asked.permitting().isEmpty() && asked.rights().isEmpty()) {
            asked.agreements().forEach(each -> duties.addAll(agreed(each)));
        }
        return List.copyOf(duties);
    }

    // What green means depends on the community, so that is named.
    private static Saying audience(Case asked, Condition.Level level) {
        Optional<String> community =
                level.tlp() == Tlp.GREEN
                        ? asked.charter().map(in -> in.traffic().community())
                        : Optional.empty();
        return community
                .map(each -> Saying.of(Phrase.KEEP_TO_WITHIN).with("community", each))
                .orElseGet(() -> Saying.of(Phrase.KEEP_TO))
                .with("what", level.said());
    }

    private static List<Saying> agreed(Agreement agreement) {
        Agreement.Terms terms = agreement.terms();
        List<Saying> duties = new ArrayList<>();
        if (!terms.purposes().isEmpty()) {
            duties.add(Condition.Duty.purpose(terms.purposes()).said());
        }
        if (!terms.onward()) {
            duties.add(Condition.Duty.NO_ONWARD.said());
        }
        if (terms.retentionDays() > 0) {
            duties.add(Saying.of(Phrase.DELETE_AFTER).with("days", terms.retentionDays()));
        }
        agreement
                .covers()
                .via()
                .ifPresent(
                        each -> duties.add(Saying.of(Phrase.GOES_THROUGH).with("through", each)));
        return duties;
    }
}
