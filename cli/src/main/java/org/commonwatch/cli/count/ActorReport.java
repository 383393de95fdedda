package org.commonwatch.cli.count;

import org.commonwatch.telemetry.actor.Actors;
import org.commonwatch.telemetry.actor.Actors.DayLeaders;
import org.commonwatch.telemetry.actor.Actors.Parties;
import org.commonwatch.telemetry.actor.Actors.PortScope;
import org.commonwatch.telemetry.actor.Actors.Requests;
import org.commonwatch.telemetry.actor.Distinct;
import org.commonwatch.telemetry.actor.Leaders;
import org.commonwatch.telemetry.actor.Leaders.Leader;
import org.commonwatch.telemetry.event.Unit;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Who took part, for people or for programs.
 *
 * @param top how many of each list of a day are told
 */
record ActorReport(Actors actors, int top) {
    void text(PrintWriter out) {
        for (Unit unit : List.of(Unit.PROBE, Unit.ALERT)) {
            Distinct established = distinct(unit, Parties::sources, true);
            Distinct claimed = distinct(unit, Parties::sources, false);
            Distinct targets =
                    distinct(unit, Parties::targets, true)
                            .and(distinct(unit, Parties::targets, false));
            if (targets.most() + established.most() + claimed.most() > 0) {
                out.printf(
                        "%ss: %s established and %s claimed sources, %s targets%n",
                        unit.label(), words(established), words(claimed), words(targets));
            }
        }
        floods(out);
        if (top > 0) {
            actors.leaders().forEach((day, leaders) -> day(out, day, leaders));
        }
    }

    private Distinct distinct(Unit unit, Function<Parties, Distinct> which, boolean established) {
        return actors.hours().entrySet().stream()
                .filter(each ->
                        each.getKey().unit() == unit && each.getKey().established() == established)
                .map(each -> which.apply(each.getValue()))
                .reduce(Distinct.NONE, Distinct::and);
    }

    // Of one unit and port together: hours are told apart as JSON only.
    private void floods(PrintWriter out) {
        Map<String, Requests> byPort = new TreeMap<>();
        actors.floods()
                .forEach((service, asked) ->
                        byPort.merge(
                                service.unit().label() + "s to UDP port " + service.port(),
                                asked,
                                Requests::and));
        byPort.forEach((what, asked) ->
                out.printf(
                        "likely victims of reflection: %,d %s name %s sources, which head no"
                                + " list%n",
                        asked.count(), what, words(asked.sources())));
    }

    private void day(PrintWriter out, Instant day, DayLeaders leaders) {
        String date = day.toString().substring(0, "2018-11-24".length());
        list(out, date + " established sources by alerts", actors.attackers(day, top));
        list(out, date + " targets by alerts", leaders.targets().first(top));
        list(out, date + " signatures by alerts", leaders.signatures().first(top));
        list(
                out,
                date + " likely victims by alerts that name them",
                actors.likelyVictims(day).first(top));
    }

    private static void list(PrintWriter out, String what, List<Leader> leaders) {
        if (!leaders.isEmpty()) {
            out.println(what);
            leaders.forEach(leader ->
                    out.printf(
                            "  %12s  %s%n",
                            leader.least() == leader.most()
                                    ? String.format(Locale.ROOT, "%,d", leader.least())
                                    : String.format(
                                            Locale.ROOT,
                                            "%,d to %,d",
                                            leader.least(),
                                            leader.most()),
                            printable(leader.name())));
        }
    }

    // A sensor's words may hold what a terminal would obey.
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private static String words(Distinct distinct) {
        return distinct.isExact()
                ? String.format(Locale.ROOT, "%,d", distinct.estimate())
                : String.format(
                        Locale.ROOT,
                        "about %,d (%,d to %,d)",
                        distinct.estimate(),
                        distinct.least(),
                        distinct.most());
    }

    /** Everything, by name. */
    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("distinctByHour", entries(actors.hours(), ActorReport::hour));
        all.put("distinctByDay", entries(actors.days(), ActorReport::ofDay));
        all.put("likelyVictims", entries(actors.floods(), ActorReport::flood));
        all.put("leaders", entries(actors.leaders(), this::leaders));
        return all;
    }

    private static Map<String, Object> hour(Actors.HourScope scope, Parties parties) {
        Map<String, Object> hour = new LinkedHashMap<>();
        hour.put("hour", scope.hour().toString());
        hour.put("sensor", scope.sensor());
        hour.put("unit", scope.unit().label());
        hour.put("source", CountReport.standing(scope.established()));
        hour.put("sources", distinct(parties.sources()));
        hour.put("targets", distinct(parties.targets()));
        return hour;
    }

    private static Map<String, Object> ofDay(Actors.DayScope scope, Parties parties) {
        Map<String, Object> day = new LinkedHashMap<>();
        day.put("day", scope.day().toString());
        day.put("unit", scope.unit().label());
        day.put("kind", scope.kind().label());
        day.put("source", CountReport.standing(scope.established()));
        day.put("sector", scope.sector());
        day.put("sources", distinct(parties.sources()));
        day.put("targets", distinct(parties.targets()));
        return day;
    }

    private static Map<String, Object> flood(PortScope service, Requests asked) {
        Map<String, Object> flood = new LinkedHashMap<>();
        flood.put("hour", service.hour().toString());
        flood.put("sensor", service.sensor());
        flood.put("unit", service.unit().label());
        flood.put("kind", service.kind().label());
        flood.put("udpPort", service.port());
        flood.put("question", service.question());
        flood.put("count", asked.count());
        flood.put("sources", distinct(asked.sources()));
        return flood;
    }

    private Map<String, Object> leaders(Instant day, DayLeaders leaders) {
        Map<String, Object> lists = new LinkedHashMap<>();
        lists.put("day", day.toString());
        lists.put("establishedSources", leaders(actors.attackers(day, top), leaders.sources()));
        lists.put("targets", leaders(leaders.targets().first(top), leaders.targets()));
        lists.put("signatures", leaders(leaders.signatures().first(top), leaders.signatures()));
        Leaders victims = actors.likelyVictims(day);
        lists.put("likelyVictims", leaders(victims.first(top), victims));
        return lists;
    }

    private static Map<String, Object> leaders(List<Leader> first, Leaders of) {
        return Map.of("exact", of.isExact(), "first", first);
    }

    private static Map<String, Object> distinct(Distinct distinct) {
        return Map.of(
                "exact", distinct.isExact(),
                "estimate", distinct.estimate(),
                "least", distinct.least(),
                "most", distinct.most());
    }

    private static <K, V> List<Map<String, Object>> entries(
            Map<K, V> all, BiFunction<K, V, Map<String, Object>> words) {
        return all.entrySet().stream()
                .map(each -> words.apply(each.getKey(), each.getValue()))
                .toList();
    }
}
