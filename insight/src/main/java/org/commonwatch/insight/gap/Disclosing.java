package org.commonwatch.insight.gap;

import org.commonwatch.insight.disclosure.Cell;
import org.commonwatch.insight.disclosure.Edition;
import org.commonwatch.insight.disclosure.Group;
import org.commonwatch.insight.disclosure.Label;
import org.commonwatch.insight.disclosure.Member;
import org.commonwatch.insight.disclosure.Suppression;
import org.commonwatch.insight.disclosure.Table;
import org.commonwatch.insight.gap.ToldGap.Hidden;
import org.commonwatch.insight.gap.ToldGap.Kept;
import org.commonwatch.insight.gap.ToldGap.LeadDays;
import org.commonwatch.insight.gap.ToldGap.OwnSide;
import org.commonwatch.insight.gap.ToldGap.Row;
import org.commonwatch.insight.gap.ToldGap.Tables;
import org.commonwatch.insight.gap.ToldGap.Telling;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.insight.survival.KaplanMeier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes of a gap what its party may be told. */
final class Disclosing {
    private static final String ALL = "gap";
    private static final String REASONS = "reasons";
    private static final String KINDS = "kinds";
    private static final String RELEASES = "releases";
    private static final String REVERSE = "reverse";
    private static final int DECILES_FROM = 100;
    private static final double DAY = 86_400;

    private final Catalogue catalogue;
    private final Side side;
    private final Question question;
    private final Knowledge knowledge;
    private final Blocking blocking;

    Disclosing(Catalogue catalogue, Side side, Question question) {
        this.catalogue = catalogue;
        this.side = side;
        this.question = question;
        this.knowledge = Knowledge.of(catalogue, side, question);
        this.blocking = new Blocking(catalogue, side, question, knowledge);
    }

    Telling tell(List<Kept> earlier) {
        SortedMap<Integer, Member> hidden = new TreeMap<>();
        OwnSide own = split(hidden);
        Optional<Edition> next =
                Suppression.USUAL.next(
                        question.window(),
                        tables(hidden),
                        earlier.stream().map(Kept::edition).toList());
        Optional<Kept> kept =
                next.map(edition ->
                        new Kept(
                                edition,
                                edition.groups(ALL).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(told(edition, own)),
                                edition.groups(REVERSE).stream()
                                        .mapToLong(Group::count)
                                        .findFirst()));
        Optional<Kept> latest =
                kept.or(() ->
                        earlier.stream()
                                .filter(each -> each.edition().window().equals(question.window()))
                                .reduce((before, after) -> after));
        List<Integer> notStated =
                IntStream.range(0, catalogue.holdings().owners())
                        .filter(owner -> owner != side.party() && !question.granted().get(owner))
                        .boxed()
                        .toList();
        return new Telling(
                new ToldGap(
                        own,
                        latest.flatMap(Kept::hidden),
                        latest.map(Kept::reverse).orElse(OptionalLong.empty()),
                        notStated),
                kept);
    }

    // What the party cannot read to this day goes into the map.
    private OwnSide split(SortedMap<Integer, Member> hidden) {
        long hits = 0;
        long inTime = 0;
        long since = 0;
        Map<List<Integer>, List<Integer>> alike = new HashMap<>();
        for (int i = 0; i < knowledge.indicators(); i++) {
            long hit = knowledge.hit(i);
            if (question.window().contains(hit)) {
                hits++;
                inTime += knowledge.readable(i) <= hit ? 1 : 0;
                if (knowledge.isGap(i, hit, question.delay())) {
                    if (knowledge.offered(i) == Times.NEVER) {
                        List<Integer> owners = blocking.owners(i, hit);
                        List<Integer> shared = alike.computeIfAbsent(owners, same -> same);
                        hidden.put(i, new Member(shared, sessions(i)));
                    } else {
                        since++;
                    }
                }
            }
        }
        return new OwnSide(hits, inTime, since);
    }

    private long sessions(int i) {
        Sightings seen = side.sightings();
        long sessions = 0;
        for (int row = seen.start(i); row < seen.start(i + 1); row++) {
            if (seen.attack(row)
                    && question.window().contains(seen.at(row))
                    && knowledge.isGap(i, seen.at(row), question.delay())) {
                sessions += seen.sessions(row);
            }
        }
        return sessions;
    }

    private List<Table> tables(SortedMap<Integer, Member> hidden) {
        return List.of(
                table(ALL, hidden, i -> Label.of(0)),
                table(REASONS, hidden, i -> new Label(blocking.reasons(i, knowledge.hit(i)))),
                table(KINDS, hidden, i -> Label.of(catalogue.kind()[i])),
                table(RELEASES, hidden, i -> Label.anyOf(blocking.releasing(i, knowledge.hit(i)))),
                table(REVERSE, lost(), i -> Label.of(0)));
    }

    private SortedMap<Integer, Member> lost() {
        Reverse reverse = new Reverse(side, question, knowledge);
        SortedMap<Integer, Member> lost = new TreeMap<>();
        for (int i = 0; i < knowledge.indicators(); i++) {
            if (reverse.lost(i)) {
                lost.put(i, new Member(side.others().parties(i), 0));
            }
        }
        return lost;
    }

    private static Table table(
            String name, SortedMap<Integer, Member> hidden, Function<Integer, Label> label) {
        Map<Label, SortedMap<Integer, Member>> cells = new HashMap<>();
        hidden.forEach((i, member) ->
                cells.computeIfAbsent(label.apply(i), key -> new TreeMap<>()).put(i, member));
        return new Table(
                name,
                cells.entrySet().stream()
                        .map(cell -> new Cell(cell.getKey(), cell.getValue()))
                        .sorted((a, b) -> a.label().toString().compareTo(b.label().toString()))
                        .toList());
    }

    private Hidden told(Edition edition, OwnSide own) {
        Row all = rows(edition, ALL).getFirst();
        long share = Math.round(100.0 * (all.indicators() + own.readSince()) / own.hits());
        Tables tables =
                new Tables(rows(edition, REASONS), rows(edition, KINDS), rows(edition, RELEASES));
        SortedMap<Integer, Member> members = edition.groups(ALL).getFirst().members();
        Finding finding = new Measuring(catalogue, side, question, knowledge).gap().finding();
        return new Hidden(all, share, tables, finding, leads(members));
    }

    private static List<Row> rows(Edition edition, String table) {
        List<Row> rows = new ArrayList<>();
        for (Group group : edition.groups(table)) {
            Optional<Label> label =
                    group.labels().size() == 1
                            ? Optional.of(group.labels().getFirst())
                            : Optional.empty();
            rows.add(new Row(label, group.count(), group.sessions()));
        }
        return rows;
    }

    private LeadDays leads(SortedMap<Integer, Member> members) {
        double[] days =
                members.keySet().stream()
                        .mapToDouble(i -> (knowledge.hit(i) - knowledge.known(i)) / DAY)
                        .toArray();
        boolean[] all = new boolean[days.length];
        Arrays.fill(all, true);
        KaplanMeier leads = KaplanMeier.of(days, all);
        return new LeadDays(
                days(leads, 0.5),
                days.length < DECILES_FROM
                        ? List.of()
                        : IntStream.rangeClosed(1, 9)
                                .mapToObj(tenth -> days(leads, tenth / 10.0))
                                .toList());
    }

    private static long days(KaplanMeier leads, double share) {
        return Math.round(leads.quantile(share).orElseThrow());
    }
}
