package org.commonwatch.server.hindsight;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.commonwatch.insight.disclosure.Edition;
import org.commonwatch.insight.disclosure.Group;
import org.commonwatch.insight.disclosure.Label;
import org.commonwatch.insight.disclosure.Member;
import org.commonwatch.insight.gap.Finding;
import org.commonwatch.insight.gap.ToldGap.Hidden;
import org.commonwatch.insight.gap.ToldGap.Kept;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was told, as it is kept: indicators and owners by their names, since their numbers are of
 * one answer only.
 */
final class EditionText {
    private static final JsonMapper JSON =
            JsonMapper.builder().addMixIn(Finding.class, OfFinding.class).build();

    private final Looked.Names names;
    private final Map<Observable, Integer> things = new HashMap<>();
    private final Map<StixId, Integer> parties = new HashMap<>();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Finding.TooFewCampaigns.class, name = "too-few-campaigns"),
        @JsonSubTypes.Type(value = Finding.NothingToCompare.class, name = "nothing-to-compare"),
        @JsonSubTypes.Type(value = Finding.NoMeasurableGap.class, name = "no-measurable-gap"),
        @JsonSubTypes.Type(value = Finding.Measured.class, name = "measured")
    })
    private interface OfFinding {}

    /** All of it. */
    record All(Map<String, List<Together>> tables, Optional<Hidden> hidden, OptionalLong reverse) {}

    /** Cells that were told as one. */
    record Together(List<Label> labels, List<Of> members) {}

    /** An indicator in it. */
    record Of(Observable.Kind kind, String value, List<String> owners, long sessions) {}

    EditionText(Looked.Names names) {
        this.names = names;
        names.things().forEach(each -> things.put(each, things.size()));
        names.parties().forEach(each -> parties.put(each, parties.size()));
    }

    String write(Kept kept) {
        Map<String, List<Together>> tables = new LinkedHashMap<>();
        kept.edition()
                .tables()
                .forEach((name, groups) ->
                        tables.put(name, groups.stream().map(this::together).toList()));
        return JSON.writeValueAsString(new All(tables, kept.hidden(), kept.reverse()));
    }

    private Together together(Group group) {
        List<Of> members = new ArrayList<>();
        group.members()
                .forEach((number, member) -> {
                    Observable thing = names.things().get(number);
                    members.add(
                            new Of(
                                    thing.kind(),
                                    thing.value(),
                                    member.owners().stream()
                                            .map(owner -> names.parties().get(owner).toString())
                                            .toList(),
                                    member.sessions()));
                });
        return new Together(group.labels(), members);
    }

    Kept read(Window window, String text) {
        All all = JSON.readValue(text, All.class);
        Map<String, List<Group>> tables = new LinkedHashMap<>();
        all.tables.forEach(
                (name, groups) -> tables.put(name, groups.stream().map(this::group).toList()));
        return new Kept(new Edition(window, tables), all.hidden, all.reverse);
    }

    // What is no more there has a number of its own.
    private Group group(Together together) {
        SortedMap<Integer, Member> members = new TreeMap<>();
        for (Of each : together.members) {
            var thing = new Observable(each.kind, each.value);
            List<Integer> owners =
                    each.owners.stream()
                            .map(owner -> number(parties, StixId.parse(owner)))
                            .toList();
            members.put(number(things, thing), new Member(owners, each.sessions));
        }
        return new Group(together.labels, members);
    }

    private static <T> int number(Map<T, Integer> numbers, T of) {
        Integer next = numbers.size();
        Integer before = numbers.putIfAbsent(of, next);
        return before == null ? next : before;
    }
}
