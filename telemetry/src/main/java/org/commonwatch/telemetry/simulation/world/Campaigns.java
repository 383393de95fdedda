package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.world.Campaign.Held;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Attackers;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Days;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** All campaigns of a plan, and when which of their addresses hits which sensor. */
final class Campaigns {
    private static final long CHANCE = 4;
    private static final int LEAST_DAYS = 10;
    private static final int MORE_DAYS = 30;
    private static final int EARLY_DAYS = 25;
    private static final int LATE_DAYS = 20;
    private static final int MOST_HOURS = 3;
    private static final int MOST_HITS = 5;
    private static final int NETWORKS = 2;
    private static final int HOST_STEP = 7;
    private static final int HUNDRED = 100;
    private static final int LEARNT_OF_HUNDRED = 80;

    /** An address that hits within an hour, so many times. */
    record Hits(Observable address, int count) {}

    /** An hour of a day, from 0. */
    record Hour(LocalDate date, int hour) implements Comparable<Hour> {
        @Override
        public int compareTo(Hour other) {
            int order = date.compareTo(other.date);
            return order != 0 ? order : Integer.compare(hour, other.hour);
        }
    }

    private final WorldPlan plan;
    private final List<String> exposed;
    private final List<Campaign> all = new ArrayList<>();
    private final Map<Observable, Origin> origins = new HashMap<>();
    private final Map<String, NavigableMap<Hour, List<Hits>>> bySensor = new HashMap<>();

    Campaigns(WorldPlan plan) {
        this.plan = plan;
        exposed =
                plan.sensors().stream()
                        .filter(each -> each.format() == Format.EVE)
                        .map(Sensor::name)
                        .toList();
        for (Attackers each : plan.attackers()) {
            for (int i = 0; i < each.campaigns() && !exposed.isEmpty(); i++) {
                int number = all.size();
                SplittableRandom random = Draws.of(plan.seed(), CHANCE, number);
                Campaign campaign = campaign(each, number, random);
                all.add(campaign);
                hits(campaign, random);
            }
        }
    }

    private Campaign campaign(Attackers attackers, int number, SplittableRandom random) {
        int code = Lands.code(random);
        List<Observable> addresses = new ArrayList<>();
        for (int i = 0; i < attackers.each(); i++) {
            int network = number * NETWORKS + i % NETWORKS;
            String address = Lands.campaign(code, network, i * HOST_STEP);
            addresses.add(Observable.parse(Observable.Kind.IPV4, address));
        }
        addresses.forEach(each -> origins.put(each, Lands.origin(code)));
        Days days = plan.calendar();
        int earliest = (int) Math.max(0, ChronoUnit.DAYS.between(days.first(), attackers.from()));
        int first = earliest + random.nextInt(Math.max(1, days.count() - earliest));
        int length = LEAST_DAYS + random.nextInt(MORE_DAYS);
        LocalDate from = days.first().plusDays(first);
        LocalDate to = from.plusDays(Math.clamp(days.count() - first, 1, length));
        return new Campaign(
                "campaign-%04d".formatted(number + 1),
                from,
                to,
                List.copyOf(addresses),
                held(attackers, addresses, first, random),
                victims(attackers, random));
    }

    private List<String> victims(Attackers attackers, SplittableRandom random) {
        int certain = random.nextInt(exposed.size());
        List<String> victims = new ArrayList<>();
        for (int i = 0; i < exposed.size(); i++) {
            boolean isCertain =
                    attackers.victims().isEmpty()
                            ? i == certain
                            : attackers.victims().contains(exposed.get(i));
            if (random.nextBoolean() || isCertain) {
                victims.add(exposed.get(i));
            }
        }
        return List.copyOf(victims);
    }

    private List<Held> held(
            Attackers attackers, List<Observable> addresses, int first, SplittableRandom random) {
        // Of one party's markings a campaign has the first by chance.
        Map<String, Holder> knowing = new LinkedHashMap<>();
        for (Holder each : attackers.holders()) {
            if (random.nextInt(HUNDRED) < each.share()) {
                knowing.putIfAbsent(each.party(), each);
            }
        }
        List<Held> held = new ArrayList<>();
        for (Observable address : addresses) {
            for (Holder holder : knowing.values()) {
                int learnt = first - EARLY_DAYS + random.nextInt(EARLY_DAYS + LATE_DAYS);
                int told = Math.max(1, Math.ceilDiv(learnt, WorldPlan.TELLING_DAYS));
                LocalDate since =
                        plan.calendar().first().plusDays((long) told * WorldPlan.TELLING_DAYS);
                // What would be told after the last day is told on no day.
                if (random.nextInt(HUNDRED) < LEARNT_OF_HUNDRED
                        && !since.isAfter(plan.calendar().end())) {
                    held.add(new Held(address, holder, since));
                }
            }
        }
        return List.copyOf(held);
    }

    private void hits(Campaign campaign, SplittableRandom random) {
        int days = (int) ChronoUnit.DAYS.between(campaign.from(), campaign.to());
        for (Observable address : campaign.addresses()) {
            for (String victim : campaign.victims()) {
                NavigableMap<Hour, List<Hits>> hours =
                        bySensor.computeIfAbsent(victim, name -> new TreeMap<>());
                for (int i = random.nextInt(MOST_HOURS + 1); i > 0; i--) {
                    LocalDate date = campaign.from().plusDays(random.nextInt(days));
                    var hour = new Hour(date, random.nextInt(Levels.HOURS));
                    int count = 1 + random.nextInt(MOST_HITS);
                    List<Hits> there = hours.computeIfAbsent(hour, at -> new ArrayList<>());
                    if (there.stream().noneMatch(hit -> hit.address().equals(address))) {
                        there.add(new Hits(address, count));
                    }
                }
            }
        }
    }

    List<Campaign> all() {
        return List.copyOf(all);
    }

    /** Where an address of a campaign is registered. */
    Origin origin(Observable address) {
        return origins.getOrDefault(address, Origin.UNKNOWN);
    }

    /** Hours of a sensor in which there are hits, from a day to another, not included. */
    Map<Hour, List<Hits>> of(String sensor, LocalDate from, LocalDate to) {
        return bySensor.getOrDefault(sensor, new TreeMap<>())
                .subMap(new Hour(from, 0), true, new Hour(to, 0), false);
    }

    /** The hits of one hour, no more than so many in all. */
    List<Hits> in(String sensor, LocalDate date, int hour, long most) {
        List<Hits> there =
                bySensor.getOrDefault(sensor, new TreeMap<>())
                        .getOrDefault(new Hour(date, hour), List.of());
        List<Hits> kept = new ArrayList<>();
        long room = most;
        for (Hits each : there) {
            int count = (int) Math.min(room, each.count());
            if (count > 0) {
                kept.add(new Hits(each.address(), count));
                room -= count;
            }
        }
        return kept;
    }
}
