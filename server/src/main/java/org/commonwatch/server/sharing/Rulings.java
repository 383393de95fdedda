package org.commonwatch.server.sharing;

import org.commonwatch.access.Agreement;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Audience;
import org.commonwatch.access.ruling.Explanation;
import org.commonwatch.access.ruling.Explanation.Line;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.server.intel.Audiences;
import org.commonwatch.server.intel.Row;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Answer.Asked;
import org.commonwatch.stix.StixId;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Tells why an object may be read or not, and what would be if. Who asks is told of no object that
 * it could not find otherwise, and of each no more than its part in it lets it know. Every answer
 * is recorded before it leaves.
 */
public final class Rulings {
    /** No more objects are named; all are counted. */
    public static final int NAMED = 100;

    // Of types that say something of others.
    private static final Pattern REFERRING =
            Pattern.compile("(relationship|sighting|grouping|report|note|opinion|observed)-.*");

    private static final int ATTEMPTS = 100;
    private static final int AGAIN_SECONDS = 1;

    /**
     * Who asks about whom.
     *
     * @param examines whether who asks examines rulings, and so is told everything
     * @param about the party that would read
     * @param at when it would; now if not given
     * @param known whose knowledge answers; that of now if not given
     */
    public record Inquiry(
            Caller caller,
            boolean examines,
            StixId about,
            Optional<Instant> at,
            Optional<Instant> known) {
        boolean own() {
            return about.equals(caller.party());
        }

        /** The same about another party. */
        Inquiry about(StixId other) {
            return new Inquiry(caller, examines, other, at, known);
        }

        private String words() {
            return (own() ? "" : ", for " + about) + (examines ? ", as an auditor" : "");
        }
    }

    /**
     * What there is to say about an object.
     *
     * @param rulings that on its last version first
     */
    public record Why(String object, StixId about, AsOf asOf, List<Of> rulings) {}

    /**
     * What there is to say of versions that are handled in one way.
     *
     * @param versions by their times
     * @param answer {@code permit}, {@code redact}, {@code withhold}, {@code nothing} or {@code
     *     uncertain}
     * @param told one for each way in which it may be; more than one way for what was derived from
     *     what others said
     * @param because what is open
     */
    public record Of(
            BodyId body,
            String dataClass,
            List<Instant> versions,
            String answer,
            List<Explanation> told,
            List<Saying> because) {}

    /**
     * What a party might be given, or rid of.
     *
     * @param standing a type of a body's own
     * @param agreement a class of data that who asks would agree with it to give it
     * @param without a restriction of its own, or a caveat of who asks, by its id
     */
    public record Supposed(
            Optional<String> standing,
            Optional<BodyId> body,
            Optional<String> agreement,
            Optional<String> without) {
        /** Whether it is as it is. */
        public boolean isNothing() {
            return standing.isEmpty() && agreement.isEmpty() && without.isEmpty();
        }

        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            standing.ifPresent(type ->
                    words.add("standing " + type + body.map(each -> " in " + each).orElse("")));
            agreement.ifPresent(dataClass -> words.add("agreement on " + dataClass));
            without.ifPresent(id -> words.add("without " + id));
            return "if " + String.join(", ", words);
        }
    }

    /**
     * What would then be, of what who asks may know.
     *
     * @param gained that the party would read, and now reads nothing of
     * @param lost that it reads now
     * @param otherwise of which it would read another part
     */
    public record WhatIf(
            StixId about, AsOf asOf, String supposed, Share gained, Share lost, Share otherwise) {}

    /**
     * So many objects.
     *
     * @param ids of the first {@link #NAMED} that who asks may read all of
     */
    public record Share(long objects, List<String> ids) {}

    private final Sharing sharing;
    private final Pager pager;
    private final StixObjects objects;
    private final Readerships readerships;

    Rulings(Sharing sharing, Pager pager, StixObjects objects, Readerships readerships) {
        this.sharing = sharing;
        this.pager = pager;
        this.objects = objects;
        this.readerships = readerships;
    }

    /** What was ruled over time. */
    public Past past() {
        return new Past(sharing, readerships.policy());
    }

    /** Tells why; that there is no such object to whoever may not know of it. */
    public byte[] why(
            Inquiry inquiry,
            String object,
            Optional<String> collection,
            Function<Why, byte[]> write) {
        Caller caller = inquiry.caller();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Readership own =
                    attempt == 0
                            ? readerships.now(caller.party())
                            : readerships.renew(caller.party());
            Optional<List<Row>> rows =
                    inquiry.examines()
                            ? Optional.of(objects.rows(object))
                            : pager.rows(own, object, collection);
            if (rows.isPresent()) {
                if (rows.get().isEmpty()) {
                    throw new ProblemException(new Problem.NotFound("object", object));
                }
                AsOf asOf = sharing.asOf(inquiry.at(), inquiry.known());
                var about = readerships.standpoint(inquiry.about(), asOf);
                var telling = new Telling(inquiry, own, about, Otherwise.NOTHING);
                List<Of> rulings = telling.of(rows.get());
                byte[] body = write.apply(new Why(object, inquiry.about(), asOf, rulings));
                var asked = new Asked(Surface.RULINGS.label(), "id " + object + inquiry.words());
                sharing.record(caller, asked, about, body);
                return body;
            }
        }
        throw new ProblemException(new Problem.Busy(AGAIN_SECONDS));
    }

    /**
     * For which objects and parties a table is wanted.
     *
     * @param supposed what is supposed of the party that the inquiry is about
     */
    public record Wanted(Question question, List<StixId> parties, Optional<Supposed> supposed) {}

    /**
     * For each object of a page, and the last version of each, the answer for each party.
     *
     * @param rules the editions that answer
     * @param supposed the same if something were otherwise
     */
    public record Table(
            AsOf asOf,
            BodyId body,
            String rules,
            Page page,
            List<List<String>> answers,
            Optional<List<List<String>>> supposed) {}

    /** Tells which party may read which object, of what who asks may read itself. */
    public byte[] table(Inquiry inquiry, Wanted wanted, Function<Table, byte[]> write) {
        Caller caller = inquiry.caller();
        AsOf asOf = sharing.asOf(inquiry.at(), inquiry.known());
        wanted.supposed()
                .flatMap(Supposed::body)
                .ifPresent(body -> sharing.root(caller, body.name()));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Readership own = readerships.renew(caller.party());
            Optional<Pager.Walked> walked = sharing.page(own, wanted.question());
            if (walked.isPresent()) {
                List<Row> rows = walked.get().places().stream().map(each -> each.row()).toList();
                List<Telling> told =
                        wanted.parties().stream()
                                .map(party -> telling(inquiry.about(party), own, asOf))
                                .toList();
                var table =
                        new Table(
                                asOf,
                                wanted.question().collection().root(),
                                readerships.standpoint(caller.party(), asOf).editions(),
                                walked.get().page(),
                                answers(rows, told),
                                wanted.supposed()
                                        .map(each ->
                                                answers(rows, supposing(inquiry, each, told))));
                byte[] body = write.apply(table);
                String more =
                        ", for "
                                + wanted.parties().size()
                                + " parties"
                                + wanted.supposed()
                                        .map(each -> ", " + each + " of " + inquiry.about())
                                        .orElse("");
                sharing.record(own, wanted.question(), more, walked.get().places(), body);
                return body;
            }
        }
        throw new ProblemException(new Problem.Busy(AGAIN_SECONDS));
    }

    private Telling telling(Inquiry inquiry, Readership own, AsOf asOf) {
        var about = readerships.standpoint(inquiry.about(), asOf);
        return new Telling(inquiry, own, about, Otherwise.NOTHING);
    }

    private static List<Telling> supposing(Inquiry inquiry, Supposed supposed, List<Telling> told) {
        return told.stream()
                .map(each ->
                        each.inquiry().about().equals(inquiry.about())
                                ? each.supposing(supposed)
                                : each)
                .toList();
    }

    // What is handled alike is told alike.
    private static List<List<String>> answers(List<Row> rows, List<Telling> told) {
        Map<Integer, List<String>> known = new HashMap<>();
        return rows.stream()
                .map(row ->
                        known.computeIfAbsent(
                                row.audience(),
                                each ->
                                        told.stream()
                                                .map(it -> it.of(List.of(row)).getFirst().answer())
                                                .toList()))
                .toList();
    }

    /** As what a party, and each way of handling, is taken. */
    private record Otherwise(UnaryOperator<Reader> reader, UnaryOperator<Handling> handling) {
        static final Otherwise NOTHING =
                new Otherwise(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** What one who asks is told of rows that it may know of. */
    private record Telling(
            Inquiry inquiry, Readership own, Policy.Standpoint about, Otherwise otherwise) {
        Telling supposing(Supposed what) {
            UnaryOperator<Reader> changing = changing(about, what, inquiry.caller().party());
            return new Telling(
                    inquiry,
                    own,
                    about.as(changing),
                    new Otherwise(changing, each -> without(each, what, inquiry)));
        }

        List<Of> of(List<Row> rows) {
            Map<List<Integer>, List<Instant>> versions = new LinkedHashMap<>();
            boolean refers = rows.stream().anyMatch(each -> REFERRING.matcher(each.id()).matches());
            for (Row row : rows) {
                var audience = about.policy().audience(row.audience()).orElseThrow();
                versions.computeIfAbsent(handlings(audience), each -> new ArrayList<>())
                        .add(row.version());
            }
            List<Of> all = new ArrayList<>();
            versions.forEach(
                    (numbers, times) -> all.add(of(numbers, times.stream().distinct().toList())));
            if (refers && (inquiry.examines() || !inquiry.own())) {
                all.replaceAll(Telling::withReferences);
            }
            all.sort(Comparator.comparing(each -> Collections.max(each.versions())));
            return all.reversed();
        }

        // The same of all that refers to others: which of them are hidden is not told.
        private static Of withReferences(Of ruling) {
            var line = Line.of("part", Saying.of(Phrase.REFERENCES));
            return new Of(
                    ruling.body(),
                    ruling.dataClass(),
                    ruling.versions(),
                    ruling.answer(),
                    ruling.told().stream().map(each -> each.and(line)).toList(),
                    ruling.because());
        }

        // What the owner said last, and what others said of what it was derived from: the rest of
        // what is needed tells where in the order it is.
        private List<Integer> handlings(Audiences.Audience audience) {
            Optional<StixId> owner = owner(audience.handling());
            List<Integer> numbers = new ArrayList<>(List.of(audience.handling()));
            audience.needs().stream()
                    .filter(each -> !owner(each).equals(owner))
                    .forEach(numbers::add);
            return numbers;
        }

        private Optional<StixId> owner(int handling) {
            return about.policy().handling(handling).map(Handling::owner);
        }

        private Of of(List<Integer> numbers, List<Instant> versions) {
            Handling first = about.policy().handling(numbers.getFirst()).orElseThrow();
            List<Explanation> told = new ArrayList<>();
            List<Saying> because = new ArrayList<>();
            String answer = "permit";
            for (int number : numbers) {
                Handling handling =
                        otherwise.handling.apply(about.policy().handling(number).orElseThrow());
                Audience audience = audience(handling);
                Answer<Ruling> ruling = about.ruling(handling, otherwise.reader);
                List<Explanation> each = marked(told(ruling, audience), handling);
                if (audience == Audience.REQUESTER && isNothing(each)) {
                    return new Of(
                            first.body(), first.dataClass(), versions, "nothing", each, List.of());
                }
                told.addAll(each);
                answer = worse(answer, isOne(ruling) ? each.getFirst().answer() : UNCERTAIN);
                if (ruling instanceof Answer.Uncertain<Ruling> uncertain) {
                    because.addAll(uncertain.because());
                }
            }
            return new Of(first.body(), first.dataClass(), versions, answer, told, because);
        }

        private Audience audience(Handling handling) {
            if (inquiry.examines()) {
                return Audience.AUDITOR;
            }
            if (handling.owner().equals(inquiry.caller().party())) {
                return Audience.OWNER;
            }
            if (inquiry.own()) {
                return Audience.REQUESTER;
            }
            boolean office = own.standpoint().serves(handling.body());
            return office ? Audience.SECRETARIAT : Audience.ANALYST;
        }

        // Whose addresses they are is not told, nor whether there are any.
        private List<Explanation> marked(List<Explanation> told, Handling handling) {
            boolean seen = about.hidden(handling).isPresent();
            return !seen || about.mark(handling).isEmpty()
                    ? told
                    : told.stream().map(Telling::withPseudonyms).toList();
        }

        private static Explanation withPseudonyms(Explanation told) {
            return told.and(Line.of("part", Saying.of(Phrase.PSEUDONYMS)));
        }

        // Whoever asks for itself is told no more than the least of what may be so.
        private static List<Explanation> told(Answer<Ruling> ruling, Audience audience) {
            boolean hidden = ruling.all().stream().anyMatch(Ruling.Withhold.class::isInstance);
            return audience == Audience.REQUESTER && hidden
                    ? List.of(Explanation.of(Optional.empty(), audience))
                    : ruling.all().stream()
                            .map(each -> Explanation.of(Optional.of(each), audience))
                            .distinct()
                            .toList();
        }

        private static boolean isOne(Answer<Ruling> ruling) {
            return ruling.all().stream().map(Ruling::verdict).distinct().count() == 1;
        }

        private static boolean isNothing(List<Explanation> told) {
            return told.getFirst().equals(Explanation.of(Optional.empty(), Audience.REQUESTER));
        }

        private static final String UNCERTAIN = "uncertain";
        private static final List<String> FROM_BEST =
                List.of("permit", "redact", UNCERTAIN, "withhold");

        private static String worse(String one, String other) {
            return FROM_BEST.indexOf(one) >= FROM_BEST.indexOf(other) ? one : other;
        }
    }

    /** Tells what would be if; counts only what who asks may read itself, unless it examines. */
    public byte[] whatIf(Inquiry inquiry, Supposed supposed, Function<WhatIf, byte[]> write) {
        Caller caller = inquiry.caller();
        Readership own = readerships.renew(caller.party());
        AsOf asOf = sharing.asOf(inquiry.at(), inquiry.known());
        var about = readerships.standpoint(inquiry.about(), asOf);
        supposed.body().ifPresent(body -> sharing.root(caller, body.name()));
        var changed = about.as(changing(about, supposed, caller.party()));
        Policy policy = about.policy();
        var before = Readerships.readable(policy, about::hidden);
        var after =
                Readerships.readable(
                        policy, handling -> changed.hidden(without(handling, supposed, inquiry)));
        var more = new BitSet();
        var less = new BitSet();
        var other = new BitSet();
        after.forEach((number, hidden) -> {
            List<String> now = before.get(number);
            if (now == null) {
                more.set(number);
            } else if (!now.equals(hidden)) {
                other.set(number);
            }
        });
        before.keySet().stream().filter(each -> !after.containsKey(each)).forEach(less::set);
        if (!inquiry.examines()) {
            List.of(more, less, other).forEach(each -> each.and(own.all()));
        }
        var told =
                new WhatIf(
                        inquiry.about(),
                        asOf,
                        supposed.toString(),
                        share(own, more, bits(before.keySet())),
                        share(own, less, bits(after.keySet())),
                        share(own, other, new BitSet()));
        byte[] body = write.apply(told);
        var asked = new Asked(Surface.WHAT_IF.label(), supposed + inquiry.words());
        sharing.record(caller, asked, about, body);
        return body;
    }

    /**
     * How much there is.
     *
     * @param collection of all that the body shares with who asks
     * @param yours how many objects of it who asks may read
     * @param theirs how many of these the other may read, all or a part of each
     */
    public record Tally(String body, UUID collection, long yours, long theirs) {}

    /** Counts what there is for who asks, and for another of that; recorded as a question. */
    public Tally tally(Inquiry inquiry) {
        Caller caller = inquiry.caller();
        Readership own = readerships.renew(caller.party());
        UUID id = sharing.everything(caller);
        Collection all = sharing.collection(caller, id.toString()).collection();
        var yours = new BitSet();
        own.in(all, Set.of()).forEach(each -> yours.set(each.audience().number()));
        var about =
                readerships.standpoint(
                        inquiry.about(), sharing.asOf(inquiry.at(), inquiry.known()));
        BitSet theirs = bits(Readerships.readable(about.policy(), about::hidden).keySet());
        theirs.and(yours);
        var tally = new Tally(all.root().name(), id, count(yours), count(theirs));
        var asked = new Asked(Surface.COUNTS.label(), "of " + id + inquiry.words());
        sharing.record(caller, asked, about, tally.toString().getBytes(StandardCharsets.UTF_8));
        return tally;
    }

    private long count(BitSet audiences) {
        return objects.some(audiences, new BitSet(), new BitSet(), 0).objects();
    }

    private static BitSet bits(Set<Integer> numbers) {
        var bits = new BitSet();
        numbers.forEach(bits::set);
        return bits;
    }

    private Share share(Readership own, BitSet audiences, BitSet butNot) {
        var named = new BitSet();
        own.reads().values().stream()
                .filter(each -> each.hidden().isEmpty())
                .forEach(each -> named.set(each.audience().number()));
        StixObjects.Some some = objects.some(audiences, butNot, named, NAMED);
        return new Share(some.objects(), some.ids());
    }

    private static UnaryOperator<Reader> changing(
            Policy.Standpoint about, Supposed supposed, StixId asker) {
        supposed.standing().ifPresent(type -> checkType(about, supposed, type));
        return reader -> {
            Reader changed = reader;
            if (supposed.standing().isPresent()) {
                changed =
                        changed.with(
                                new Standing(
                                        reader.party(),
                                        supposed.body().orElseThrow(),
                                        supposed.standing().get(),
                                        Span.since(Instant.MIN)));
            }
            if (supposed.agreement().isPresent()) {
                changed = changed.with(agreement(asker, reader, supposed.agreement().get()));
            }
            for (var each : reader.arrangements().restrictions()) {
                if (supposed.without().filter(each.id()::equals).isPresent()) {
                    changed = changed.without(each);
                }
            }
            return changed;
        };
    }

    private static Agreement agreement(StixId asker, Reader reader, String dataClass) {
        return new Agreement(
                "supposed",
                new Agreement.Covers(
                        List.of(asker, reader.party()), Set.of(dataClass), Optional.empty(), false),
                new Agreement.Terms(List.of(), false, false, 0),
                Span.since(Instant.MIN));
    }

    private static void checkType(Policy.Standpoint about, Supposed supposed, String type) {
        BodyId body = supposed.body().orElseThrow();
        List<String> types =
                about.rules()
                        .charter(body)
                        .map(Charter::words)
                        .map(words -> words.standings().stream().map(each -> each.name()).toList())
                        .orElse(List.of());
        if (!types.contains(type)) {
            throw new ProblemException(
                    new Problem.Unprocessable(
                            "There is no standing '" + type + "' in " + body + ".",
                            types.isEmpty()
                                    ? "It knows none: suppose an agreement."
                                    : "Use one of " + String.join(", ", types) + "."));
        }
    }

    // What other owners said is not tried out: that would tell what it was.
    private static Handling without(Handling handling, Supposed supposed, Inquiry inquiry) {
        boolean mine = inquiry.examines() || handling.owner().equals(inquiry.caller().party());
        if (!mine || supposed.without().isEmpty()) {
            return handling;
        }
        List<Marking> others = new ArrayList<>();
        for (Marking each : handling.markings()) {
            boolean lifted =
                    each.scheme().equals(Marking.CAVEAT)
                            && each.id().equals(supposed.without().get());
            others.add(lifted ? each.meaning(List.<Condition>of()) : each);
        }
        return handling.marked(others);
    }
}
