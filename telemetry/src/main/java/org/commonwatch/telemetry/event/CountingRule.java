package org.commonwatch.telemetry.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How records become counts: which facts make a source established, and which records count in
 * which unit. A change that can change a count is a new rule or version.
 *
 * <p>A record's type is named by its sensor's dialect and the dialect's own word, such as {@code
 * eve/alert} or {@code zeek/conn}. Readers ask for a type's number once and for its unit per
 * record. A record of a type without clause, or none of whose clauses hold, is context.
 */
public final class CountingRule {
    /** The number of what is of no type, and of types beyond the limits. */
    public static final int UNNAMED = 0;

    /** No more types are told apart; an input may name any number of them. */
    public static final int TYPE_LIMIT = 1 << 12;

    /** No type of a longer name is told apart, in characters; an input may name any. */
    public static final int TYPE_LENGTH_LIMIT = 100;

    private static final int FACT_BITS = Fact.values().length;

    /**
     * Holds for a record that has all facts of one set and none of another.
     *
     * @param when bits of the facts it must have
     * @param unless bits of the facts it must not have
     */
    public record Condition(int when, int unless) {
        /** Whether it holds for these facts. */
        public boolean holds(int facts) {
            return (facts & when) == when && (facts & unless) == 0;
        }
    }

    /**
     * Counts records of a type in a unit.
     *
     * @param type such as {@code eve/alert}
     */
    public record Clause(String type, Unit unit, Condition condition) {
        public Clause {
            if (unit == Unit.SESSION) {
                throw new IllegalArgumentException("no single record is a session");
            }
        }
    }

    /**
     * What the rule counts, for people.
     *
     * @param ofUnits what is counted as each unit that single records are of
     * @param established when a source is established
     */
    public record Sentences(Map<Unit, String> ofUnits, String established) {
        public Sentences {
            ofUnits = Map.copyOf(ofUnits);
        }
    }

    /** The rule that counts where no other is given. */
    public static final CountingRule ATTACKS = AttackRule.make();

    private final RuleId id;
    private final List<Condition> established;
    private final List<Clause> clauses;
    private final Sentences sentences;
    private final Optional<SessionRule> sessions;
    // Types that no clause names get their numbers as they are met, on any thread.
    private final Map<String, Integer> types = new ConcurrentHashMap<>();
    private final Condition[][] conditions;
    private final Unit[][] units;
    // By type that a clause names and facts: 0 where not decided yet, else one more than the
    // classification without the kind of alerts. Whichever thread decides, it decides the same.
    private final short[] decided;

    /**
     * A rule of those parts.
     *
     * @param established a source is established where one of them holds
     * @param clauses of those of one type, the first that holds counts
     * @param sessions which events make one session; without, the rule counts none
     */
    public CountingRule(
            RuleId id,
            List<Condition> established,
            List<Clause> clauses,
            Sentences sentences,
            Optional<SessionRule> sessions) {
        this.id = id;
        this.established = List.copyOf(established);
        this.clauses = List.copyOf(clauses);
        this.sentences = sentences;
        this.sessions = sessions;
        List<List<Clause>> byType = new ArrayList<>();
        byType.add(List.of());
        for (Clause clause : clauses) {
            int type = types.getOrDefault(clause.type(), byType.size());
            if (type == byType.size()) {
                types.put(clause.type(), type);
                byType.add(new ArrayList<>());
            }
            byType.get(type).add(clause);
        }
        decided = new short[byType.size() << FACT_BITS];
        conditions = new Condition[byType.size()][];
        units = new Unit[byType.size()][];
        for (int type = 0; type < byType.size(); type++) {
            conditions[type] =
                    byType.get(type).stream().map(Clause::condition).toArray(Condition[]::new);
            units[type] = byType.get(type).stream().map(Clause::unit).toArray(Unit[]::new);
        }
    }

    /** Name and version, to stand beside every number. */
    public RuleId id() {
        return id;
    }

    /** The number of a type, the same for as long as this rule is in memory. */
    public int type(String type) {
        Integer known = types.get(type);
        return known != null ? known : number(type);
    }

    private synchronized int number(String type) {
        int next = types.size() + 1;
        return next > TYPE_LIMIT || type.length() > TYPE_LENGTH_LIMIT
                ? UNNAMED
                : types.computeIfAbsent(type, any -> next);
    }

    /** Every type that was named or met so far, by its number. */
    public synchronized Map<Integer, String> types() {
        Map<Integer, String> byNumber = new TreeMap<>();
        types.forEach((type, number) -> byNumber.put(number, type));
        return byNumber;
    }

    /**
     * The facts, and {@link Fact#ESTABLISHED} if the source certainly took part, rather than being
     * a name that anybody can write into a packet.
     */
    public int concluded(int facts) {
        // Not a stream: asked for every record.
        for (int i = 0; i < established.size(); i++) {
            if (established.get(i).holds(facts)) {
                return facts | Fact.ESTABLISHED.bit();
            }
        }
        return facts;
    }

    /**
     * The unit a record is counted in.
     *
     * @param type number of its type
     * @param facts what {@link #concluded} gave
     */
    public Unit unit(int type, int facts) {
        if (type >= conditions.length) {
            return Unit.CONTEXT;
        }
        Condition[] ofType = conditions[type];
        for (int i = 0; i < ofType.length; i++) {
            if (ofType[i].holds(facts)) {
                return units[type][i];
            }
        }
        return Unit.CONTEXT;
    }

    /** What a record counts as, in one number; where it is an alert, without its kind. */
    int classification(int type, int facts) {
        int known = type < conditions.length ? type : UNNAMED;
        int i = known << FACT_BITS | facts;
        int classification = decided[i] - 1;
        if (classification < 0) {
            classification = decide(known, facts);
            decided[i] = (short) (classification + 1);
        }
        return classification;
    }

    private int decide(int type, int facts) {
        int concluded = concluded(facts);
        Unit unit = unit(type, concluded);
        boolean established = (concluded & Fact.ESTABLISHED.bit()) != 0;
        return Classification.of(unit, unit == Unit.PROBE ? Kind.SCAN : Kind.OTHER, established);
    }

    /** What is counted as the unit, in one sentence for people. */
    public String sentence(Unit unit) {
        return unit == Unit.SESSION
                ? sessions.map(SessionRule::sentence).orElse("")
                : sentences.ofUnits().getOrDefault(unit, "");
    }

    /** When a source is established, in one sentence for people. */
    public String establishedSentence() {
        return sentences.established();
    }

    /** Which events make one session, if the rule says so. */
    public Optional<SessionRule> sessions() {
        return sessions;
    }

    /** The clauses, in order. */
    public List<Clause> clauses() {
        return clauses;
    }
}
