package org.commonwatch.cli.demo;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.simulation.Truth.Hit;
import org.commonwatch.telemetry.simulation.world.Campaign;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Days;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Who holds which address since when, and so in which round it is seen for the first time. */
final class Holdings {
    private final World world;
    private final Map<Observable, Known> known;
    private final List<Round> rounds;

    private record Known(Campaign campaign, LocalDate since) {}

    /**
     * Some days, told at their end.
     *
     * @param from the first of them
     * @param to the day after the last
     * @param learnt what is told of for the first time then
     */
    record Round(LocalDate from, LocalDate to, Map<Holder, List<Observable>> learnt) {}

    private Holdings(World world, Map<Observable, Known> known, List<Round> rounds) {
        this.world = world;
        this.known = known;
        this.rounds = rounds;
    }

    static Holdings of(World world) {
        Map<Observable, Known> known = new HashMap<>();
        for (Campaign each : world.campaigns()) {
            each.addresses()
                    .forEach(held -> known.put(held.address(), new Known(each, held.since())));
        }
        List<Round> rounds = new ArrayList<>();
        Days days = world.plan().calendar();
        for (LocalDate from = days.first();
                from.isBefore(days.end());
                from = from.plusDays(WorldPlan.ROUND_DAYS)) {
            LocalDate next = from.plusDays(WorldPlan.ROUND_DAYS);
            LocalDate to = next.isBefore(days.end()) ? next : days.end();
            rounds.add(new Round(from, to, learnt(world, from, to)));
        }
        return new Holdings(world, known, List.copyOf(rounds));
    }

    private static Map<Holder, List<Observable>> learnt(World world, LocalDate from, LocalDate to) {
        Map<Holder, List<Observable>> learnt = new LinkedHashMap<>();
        for (Campaign campaign : world.campaigns()) {
            campaign.addresses()
                    .forEach(held -> {
                        if (held.since().isAfter(from) && !held.since().isAfter(to)) {
                            learnt.computeIfAbsent(campaign.holder(), each -> new ArrayList<>())
                                    .add(held.address());
                        }
                    });
        }
        return learnt;
    }

    List<Round> rounds() {
        return rounds;
    }

    Campaign campaign(Observable address) {
        return one(address).campaign();
    }

    private Known one(Observable address) {
        Known one = known.get(address);
        if (one == null) {
            throw new IllegalStateException("nobody attacks from " + address);
        }
        return one;
    }

    /**
     * What a sensor sees in a round: what hits in it and is known by its end, and what hit before
     * and is known only now.
     *
     * @param end hits from this day on are left out
     */
    Map<Hit, Seen> seen(String sensor, Round round, LocalDate end) {
        LocalDate to = round.to().isBefore(end) ? round.to() : end;
        return all(
                sensor,
                to,
                hit -> {
                    LocalDate since = one(hit.indicator()).since();
                    LocalDate day = day(hit);
                    boolean isKnown = !since.isAfter(round.to());
                    boolean isNew = !day.isBefore(round.from()) || since.isAfter(round.from());
                    return isKnown && isNew;
                });
    }

    /** All that a sensor sees in all days, whoever holds it. */
    Map<Hit, Seen> seen(String sensor, Predicate<Holder> holder) {
        LocalDate end = world.plan().calendar().end();
        return all(
                sensor,
                end,
                hit -> {
                    Known one = one(hit.indicator());
                    return !one.since().isAfter(end) && holder.test(one.campaign().holder());
                });
    }

    private Map<Hit, Seen> all(String sensor, LocalDate to, Predicate<Hit> which) {
        Map<Hit, Seen> seen =
                new LinkedHashMap<>(world.hits(sensor, world.plan().calendar().first(), to));
        seen.keySet().removeIf(which.negate());
        return seen;
    }

    private static LocalDate day(Hit hit) {
        return hit.hour().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
