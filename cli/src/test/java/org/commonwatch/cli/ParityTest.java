package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.ParityStore.Member;
import org.commonwatch.cli.ParityStore.Thing;
import org.commonwatch.cli.ParityStore.Who;
import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Why a party may read an object is told the same by the API, by what the console's page reads and
 * by {@code cwatch explain}; and what is said to change a refusal changes it. {@code -Dpairs=1000}
 * asks about a thousand pairs of object and party, and prints what was done.
 */
class ParityTest {
    private static final int PAIRS = 60;
    private static final int OBJECTS = 100;
    private static final int ALTERNATIVES = 4;

    /** Of what can be supposed, one in so many is really done as well. */
    private static final int REALLY = 6;

    @TempDir private Path folder = Path.of("");

    private final Map<String, Long> figures = new TreeMap<>();

    /** Who asks for whom about what. */
    private record Pair(Thing thing, Member reader) {}

    @Test
    void theSameRulingIsToldEverywhereAndWhatWouldChangeItDoes() throws Exception {
        int wanted = Integer.getInteger("pairs", PAIRS);
        var random = new SplittableRandom(Long.getLong("pairs.seed", 42));
        try (var store = new ParityStore(folder, random)) {
            store.fill(Math.max(OBJECTS, wanted / 8));
            var acts = new ParityActs(store);
            for (Pair pair : pairs(store, wanted, random)) {
                compare(store, pair, random);
                flip(store, acts, pair, random);
            }
        } finally {
            figures.forEach((what, count) -> System.out.printf("%6d %s%n", count, what));
        }
        assertThat(figures).containsKeys("compared", "flipped as supposed", "flipped really");
    }

    private static List<Pair> pairs(ParityStore store, int wanted, SplittableRandom random) {
        List<Pair> pairs = new ArrayList<>();
        for (Thing thing : store.things()) {
            for (Member reader : store.members()) {
                pairs.add(new Pair(thing, reader));
            }
        }
        for (int i = pairs.size() - 1; i > 0; i--) {
            pairs.set(i, pairs.set(random.nextInt(i + 1), pairs.get(i)));
        }
        return pairs.subList(0, Math.min(wanted, pairs.size()));
    }

    private void count(String what) {
        figures.merge(what, 1L, Long::sum);
    }

    // Told alike.

    private void compare(ParityStore store, Pair pair, SplittableRandom random) throws Exception {
        Who who =
                switch (random.nextInt(5)) {
                    case 0 -> pair.reader().reader();
                    case 1 -> store.auditor();
                    case 2 -> store.members().get(random.nextInt(ParityStore.OWNERS)).analyst();
                    default -> store.owner(pair.thing()).analyst();
                };
        boolean own = who.equals(pair.reader().reader());
        String language = random.nextBoolean() ? "en" : "zh-Hant";
        var api =
                store.send(
                        who,
                        "GET",
                        (own ? "/api/v1" : "/api/v1/parties/" + pair.reader().name())
                                + "/rulings?object="
                                + pair.thing().id()
                                + "&language="
                                + language,
                        "");
        List<String> asked = new ArrayList<>();
        if (!own) {
            asked.addAll(List.of("--party", pair.reader().name()));
        }
        if (!language.equals("en")) {
            asked.addAll(List.of("--language", language));
        }
        Cli.Result text = explain(store, who, pair, asked);
        Cli.Result json = explain(store, who, pair, json(asked));
        count("compared");
        if (api.statusCode() == 404) {
            assertThat(List.of(text.exitCode(), json.exitCode())).containsOnly(ExitCode.REFUSED);
            assertThat(text.out())
                    .contains(ParityStore.parsed(api.body()).path("detail").asString());
            count("compared: not there for who asks");
            return;
        }
        JsonNode told = ParityStore.json(api);
        assertThat(json.exitCode()).as(json.out()).isZero();
        assertThat(timeless(ParityStore.parsed(json.out()))).isEqualTo(timeless(told));
        assertThat(text.out().lines().filter(each -> !each.startsWith("  asked ")))
                .containsExactlyElementsOf(lines(told));
        if (!own && !who.equals(store.auditor())) {
            JsonNode row = row(store, who, pair, "");
            assertThat(row.path("answer").asString())
                    .as(pair + " " + told)
                    .isEqualTo(told.path("rulings").path(0).path("answer").asString());
            count("compared with the matrix");
        }
        count("compared: " + told.path("rulings").path(0).path("answer").asString());
    }

    private static Cli.Result explain(ParityStore store, Who who, Pair pair, List<String> asked) {
        List<String> words = new ArrayList<>(List.of("explain", pair.thing().id()));
        words.addAll(List.of("--url", store.url(), "--netrc", store.netrc(who).toString()));
        words.addAll(asked);
        return Cli.runHere(words.toArray(String[]::new));
    }

    private static List<String> json(List<String> asked) {
        List<String> more = new ArrayList<>(asked);
        more.add("--json");
        return more;
    }

    // Without when it was asked.
    private static JsonNode timeless(JsonNode told) {
        ((ObjectNode) told).remove(List.of("validAt", "knownAt"));
        for (JsonNode ruling : told.path("rulings")) {
            for (JsonNode way : ruling.path("told")) {
                way.path("lines")
                        .forEach(line -> {
                            if (line.path("topic").asString().equals("asked")) {
                                ((ObjectNode) line).put("text", "");
                            }
                        });
            }
        }
        return told;
    }

    private static List<String> lines(JsonNode told) {
        List<String> lines = new ArrayList<>();
        for (JsonNode ruling : told.path("rulings")) {
            lines.add(
                    "%s in %s, '%s'"
                            .formatted(
                                    ruling.path("answer").asString(),
                                    ruling.path("body").asString(),
                                    ruling.path("dataClass").asString()));
            ruling.path("versions").forEach(each -> lines.add(line("version", each)));
            for (JsonNode way : ruling.path("told")) {
                for (JsonNode line : way.path("lines")) {
                    if (!line.path("topic").asString().equals("asked")) {
                        lines.add(line(line.path("topic").asString(), line.path("text")));
                    }
                }
            }
            ruling.path("because").forEach(each -> lines.add(line("because", each)));
        }
        return lines;
    }

    private static String line(String topic, JsonNode text) {
        return "  %-10s %s".formatted(topic, text.asString());
    }

    // What the page's table has of one object and one party.
    private static ObjectNode row(ParityStore store, Who who, Pair pair, String supposed) {
        JsonNode table =
                store.found(
                        who,
                        "/api/v1/matrix?collection="
                                + pair.thing().collection()
                                + "&q="
                                + pair.thing().words()
                                + supposed);
        int at = index(table.path("objects"), pair.thing().id());
        int column = index(table.path("parties"), pair.reader().id());
        ObjectNode row = ((ObjectNode) table).objectNode();
        row.set("answer", table.path("answers").path(at).path(column));
        row.set("supposed", table.path("supposed").path(at).path(column));
        return row;
    }

    private static int index(JsonNode list, String id) {
        return IntStream.range(0, list.size())
                .filter(i -> list.get(i).path("id").asString().equals(id))
                .findFirst()
                .orElse(-1);
    }

    // Done.

    private void flip(ParityStore store, ParityActs acts, Pair pair, SplittableRandom random)
            throws Exception {
        Optional<JsonNode> found = ruling(store, pair);
        if (found.isEmpty()) {
            return;
        }
        JsonNode ruling = found.get();
        String answer = ruling.path("answer").asString();
        checkReads(store, pair, ruling);
        count("ruled: " + answer);
        List<JsonNode> lacking =
                stream(ruling.path("told"))
                        .filter(each -> !each.path("answer").asString().equals("permit"))
                        .toList();
        if (lacking.isEmpty()) {
            return;
        }
        for (JsonNode one : lacking) {
            List<JsonNode> would = would(one);
            assertThat(would).as("says what would change it: " + ruling).isNotEmpty();
            for (JsonNode line : would.subList(0, Math.min(would.size(), ALTERNATIVES))) {
                if (line.path("code").asString().equals("nothing-would")) {
                    count("nothing would");
                    continue;
                }
                List<JsonNode> all = new ArrayList<>(List.of(line));
                lacking.stream()
                        .filter(each -> !each.equals(one))
                        .forEach(each -> all.add(would(each).getFirst()));
                flip(store, acts, pair, all, random.nextInt(REALLY) == 0);
            }
        }
    }

    private void flip(
            ParityStore store, ParityActs acts, Pair pair, List<JsonNode> would, boolean really)
            throws Exception {
        List<JsonNode> all =
                would.stream().flatMap(each -> stream(each.path("acts"))).distinct().toList();
        boolean part = would.getFirst().path("code").asString().equals("would-in-part");
        // If it may be in two ways, all of it may be seen in one, and a part in the other, or two
        // parts.
        List<String> expected =
                would.size() > 1
                        ? List.of("permit", "redact", "uncertain")
                        : part ? List.of("redact", "uncertain") : List.of("permit");
        String kinds =
                all.stream()
                        .map(each -> each.path("code").asString())
                        .sorted()
                        .collect(Collectors.joining(" + "));
        // An owner asks about the parties that it knows.
        Who owner = store.owner(pair.thing()).analyst();
        Optional<String> supposed =
                supposed(pair, all)
                        .filter(each -> row(store, owner, pair, "").path("answer").isString());
        if (supposed.isPresent()) {
            JsonNode row = row(store, owner, pair, supposed.get());
            assertThat(row.path("supposed").asString()).as(pair + " " + would).isIn(expected);
            count("flipped as supposed");
            count("flipped as supposed: " + kinds);
        }
        if ((supposed.isEmpty() || really) && all.stream().allMatch(ParityActs::isPossible)) {
            String before = before(store, pair);
            acts.carryOut(all, pair.thing(), pair.reader());
            JsonNode after = ruling(store, pair).orElseThrow();
            assertThat(after.path("answer").asString())
                    .as(pair + " " + would + " " + after)
                    .isIn(expected);
            checkReads(store, pair, after);
            acts.takeBack();
            assertThat(before(store, pair)).isEqualTo(before);
            count("flipped really");
            count("flipped really: " + kinds);
        }
    }

    private static String before(ParityStore store, Pair pair) throws Exception {
        return ruling(store, pair).orElseThrow().path("answer").asString();
    }

    private static List<JsonNode> would(JsonNode told) {
        return stream(told.path("lines"))
                .filter(each -> each.path("topic").asString().equals("would"))
                .toList();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return IntStream.range(0, list.size()).mapToObj(list::get);
    }

    // As parameters of a question, if one can suppose all of it at once.
    private static Optional<String> supposed(Pair pair, List<JsonNode> acts) {
        Map<String, String> parameters = new TreeMap<>();
        for (JsonNode act : acts) {
            JsonNode words = act.path("words");
            String name =
                    switch (act.path("code").asString()) {
                        case "grant" -> "standing";
                        case "agree" -> "agreement";
                        case "restore", "lift" -> "without";
                        default -> "";
                    };
            String marking = words.path("marking").asString("");
            boolean caveat =
                    pair.thing().caveats().stream().anyMatch(each -> each.id().equals(marking));
            boolean known = !name.equals("without") || marking.isEmpty() || caveat;
            String value =
                    switch (name) {
                        case "standing" -> words.path("standing").asString();
                        case "agreement" -> words.path("class").asString();
                        default -> words.path("restriction").asString(marking);
                    };
            if (name.isEmpty() || !known || parameters.put(name, value) != null) {
                return Optional.empty();
            }
            if (name.equals("standing")) {
                parameters.put("body", words.path("body").asString());
            }
        }
        return Optional.of(
                "&party="
                        + pair.reader().name()
                        + parameters.entrySet().stream()
                                .map(each -> "&" + each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining()));
    }

    // What an auditor is told of the last version, be it of a party that its owner does not know;
    // nothing if it was withdrawn.
    private static Optional<JsonNode> ruling(ParityStore store, Pair pair) throws Exception {
        var answer =
                store.send(
                        store.auditor(),
                        "GET",
                        "/api/v1/parties/"
                                + pair.reader().name()
                                + "/rulings?object="
                                + pair.thing().id(),
                        "");
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(
                        Objects.requireNonNull(ParityStore.json(answer).path("rulings").get(0)));
    }

    private static boolean isRead(JsonNode ruling) {
        return stream(ruling.path("told"))
                .map(each -> each.path("answer").asString())
                .allMatch(each -> each.equals("permit") || each.equals("redact"));
    }

    // The reader itself finds it, or not, as the ruling says.
    private void checkReads(ParityStore store, Pair pair, JsonNode ruling) throws Exception {
        boolean reads = reads(store, pair);
        boolean isRead = isRead(ruling);
        if (isRead && !reads && pair.thing().id().startsWith("grouping--")) {
            assertThat(ruling.toString()).contains("\"code\":\"references\"");
            count("not shown, since it refers to nothing that may be read");
        } else {
            assertThat(reads).as(pair + " " + ruling).isEqualTo(isRead);
        }
    }

    // Whether the reader finds the last version for itself, be it in part.
    private static boolean reads(ParityStore store, Pair pair) throws Exception {
        var answer =
                store.send(
                        pair.reader().reader(),
                        "GET",
                        "/api/v1/collections/"
                                + pair.thing().collection()
                                + "/objects?q="
                                + pair.thing().word(),
                        "");
        return answer.statusCode() == 200 && !ParityStore.json(answer).path("objects").isEmpty();
    }
}
