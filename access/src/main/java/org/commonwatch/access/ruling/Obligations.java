package org.commonwatch.access.ruling;

import org.commonwatch.access.Agreement;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.stix.Tlp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a reader that is permitted to read takes upon itself. */
final class Obligations {
    private Obligations() {}

    /** Each as an instruction; an owner has none. */
    static List<String> of(Case asked) {
        Set<String> duties = new LinkedHashSet<>();
        asked.reviews()
                .forEach(each ->
                        duties.add(
                                each.reviewer().orElse("")
                                        + " reviews it first (restriction "
                                        + each.id()
                                        + ")"));
        if (asked.own() || !asked.asking().action().receives()) {
            return List.copyOf(duties);
        }
        for (Condition condition : Marking.meet(asked.handling().markings()).all()) {
            switch (condition) {
                case Condition.Level level -> duties.add("keep to " + audience(asked, level));
                case Condition.Permissible permissible ->
                        duties.add("keep to " + permissible.text());
                case Condition.Duty duty when !duty.text().isEmpty() -> duties.add(duty.text());
                case Condition.Expiry expiry -> duties.add("do not use it from " + expiry.at());
                case Condition.AskOriginator ask ->
                        duties.add("ask the originator before sharing it further");
                case Condition.OnlyTo only -> duties.add("share it " + only.text());
                default -> {}
            }
        }
        if (asked.permitting().isEmpty() && asked.rights().isEmpty()) {
            asked.agreements().forEach(each -> duties.addAll(agreed(each)));
        }
        return List.copyOf(duties);
    }

    // What green means depends on the community, so that is named.
    private static String audience(Case asked, Condition.Level level) {
        return level.tlp() == Tlp.GREEN
                ? asked.charter()
                        .map(in -> level.text() + ", within " + in.traffic().community())
                        .orElse(level.text())
                : level.text();
    }

    private static List<String> agreed(Agreement agreement) {
        Agreement.Terms terms = agreement.terms();
        List<String> duties = new ArrayList<>();
        if (!terms.purposes().isEmpty()) {
            duties.add(Condition.Duty.purpose(String.join("', '", terms.purposes())).text());
        }
        if (!terms.onward()) {
            duties.add(Condition.Duty.NO_ONWARD.text());
        }
        if (terms.retentionDays() > 0) {
            duties.add("delete it after " + terms.retentionDays() + " days");
        }
        agreement.covers().via().ifPresent(each -> duties.add("it goes through " + each));
        return duties;
    }
}
