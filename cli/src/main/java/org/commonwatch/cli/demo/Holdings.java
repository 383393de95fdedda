package org.commonwatch.cli.demo;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.simulation.Truth.Hit;
import org.commonwatch.telemetry.simulation.world.Campaign;
import org.commonwatch.telemetry.simulation.world.Campaign.Held;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Days;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Who holds which address since when, and so in which round it is seen for the first time. */
final class Holdings {
    static final int ROUND_DAYS = 30;

    private final Days days;
    private final NavigableMap<LocalDate, Map<Holder, Map<Campaign, List<Observable>>>> tellings =
            new TreeMap<>();
    private final Map<Observable, List<Held>> held = new HashMap<>();
    private final Map<String, Map<Hit, Seen>> hits = new HashMap<>();

    /**
     * Some days, drawn at their end.
     *
     * @param from the first of them
     * @param to the day after the last
     */
    record Round(LocalDate from, LocalDate to) {}

    /** That a holder's indicator is seen within an hour. */
    record Met(Held held, Instant hour) {}

    Holdings(World world) {
        days = world.plan().calendar();
        for (Campaign campaign : world.campaigns()) {
            for (Held each : campaign.held()) {
                held.computeIfAbsent(each.address(), address -> new ArrayList<>()).add(each);
                tellings.computeIfAbsent(each.since(), day -> new LinkedHashMap<>())
                        .computeIfAbsent(each.holder(), holder -> new LinkedHashMap<>())
                        .computeIfAbsent(campaign, key -> new ArrayList<>())
                        .add(each.address());
            }
        }
        for (Sensor each : world.plan().sensors()) {
            hits.put(each.name(), world.hits(each.name(), days.first(), days.end()));
        }
    }

    /** What is told on which day by whom, campaign by campaign. */
    NavigableMap<LocalDate, Map<Holder, Map<Campaign, List<Observable>>>> tellings() {
        return tellings;
    }

    /** All days, some at a time. */
    List<Round> rounds() {
        List<Round> rounds = new ArrayList<>();
        for (LocalDate from = days.first();
                from.isBefore(days.end());
                from = from.plusDays(ROUND_DAYS)) {
            LocalDate next = from.plusDays(ROUND_DAYS);
            rounds.add(new Round(from, next.isBefore(days.end()) ? next : days.end()));
        }
        return rounds;
    }

    /**
     * What a sensor sees in a round: what hits in it and is known by its end, and what hit before
     * and is known only now.
     *
     * @param end hits from this day on are left out
     */
    Map<Met, Seen> seen(String sensor, Round round, LocalDate end) {
        LocalDate to = round.to().isBefore(end) ? round.to() : end;
        return met(
                sensor,
                each -> {
                    LocalDate day = each.hour().atOffset(ZoneOffset.UTC).toLocalDate();
                    LocalDate since = each.held().since();
                    boolean isNew = !day.isBefore(round.from()) || since.isAfter(round.from());
                    return day.isBefore(to) && !since.isAfter(round.to()) && isNew;
                });
    }

    /** All that a sensor sees in all days and is such. */
    Map<Met, Seen> met(String sensor, Predicate<Met> which) {
        Map<Met, Seen> seen = new LinkedHashMap<>();
        hits.getOrDefault(sensor, Map.of())
                .forEach((hit, each) ->
                        held.getOrDefault(hit.indicator(), List.of()).stream()
                                .map(one -> new Met(one, hit.hour()))
                                .filter(which)
                                .forEach(met -> seen.put(met, each)));
        return seen;
    }
}
