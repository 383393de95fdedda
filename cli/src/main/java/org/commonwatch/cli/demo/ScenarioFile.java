package org.commonwatch.cli.demo;

import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.archive.world.AssertionFile;
import org.commonwatch.archive.world.CharterFile;
import org.commonwatch.archive.world.WorldFolder;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.world.WorldPlan;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Attackers;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Days;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Events;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Network;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Rise;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Silence;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Scenarios as folders: {@code scenario.yaml} and the charter that it names, both with dates that
 * are so many days before, or after, the day on which it is played.
 */
public final class ScenarioFile {
    /** The names of those that are shipped. */
    public static final List<String> SHIPPED = List.of("islands", "2018");

    private static final String FILE = "scenario.yaml";
    private static final Pattern DATE = Pattern.compile("@([-+]\\d{1,6})\\b");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int SIZE_LIMIT = 1 << 20;
    private static final List<String> KEYS =
            List.of(
                    "scenario",
                    "title",
                    "about",
                    "today",
                    "record",
                    "seed",
                    "days",
                    "attacks",
                    "charter",
                    "parties",
                    "sensors",
                    "rises",
                    "silences",
                    "attackers",
                    "vote",
                    "standings",
                    "assertions");

    /**
     * What is to be another than the file says.
     *
     * @param day on which it is played, and on which its counts end where it begins
     * @param now the day, where neither is said
     */
    public record Wishes(
            Optional<LocalDate> day,
            LocalDate now,
            OptionalLong seed,
            OptionalInt days,
            OptionalLong attacks) {}

    private final String name;
    private final Wishes wishes;
    private final LocalDate today;
    private final LocalDate first;

    private ScenarioFile(String name, Wishes wishes, LocalDate today, int days) {
        this.name = name;
        this.wishes = wishes;
        this.today = today;
        this.first = today.minusDays(days);
    }

    /**
     * One that is shipped, by its name, or that of a folder. Throws a stop or a refusal that tells
     * what is wrong.
     */
    public static Scenario read(String nameOrFolder, Wishes wishes) {
        String undated = text(nameOrFolder, FILE);
        LocalDate today = today(YamlFile.parse(nameOrFolder + "/" + FILE, undated), wishes);
        String text = dated(undated, today);
        YamlNode root = YamlFile.parse(nameOrFolder + "/" + FILE, text);
        Map<String, YamlNode> entries = root.object(KEYS);
        int days = wishes.days().orElseGet(() -> number(root.needed(entries, "days"), 1, 3_660));
        return new ScenarioFile(nameOrFolder, wishes, today, days).scenario(root, entries, days);
    }

    private static LocalDate today(YamlNode root, Wishes wishes) {
        Optional<LocalDate> own =
                Optional.ofNullable(root.object(KEYS).get("today")).map(ScenarioFile::date);
        return wishes.day().or(() -> own).orElse(wishes.now());
    }

    private Scenario scenario(YamlNode root, Map<String, YamlNode> entries, int days) {
        List<YamlNode> sensors = root.needed(entries, "sensors").list();
        Map<String, String> markings = new LinkedHashMap<>();
        Map<String, Integer> raw = new LinkedHashMap<>();
        for (YamlNode sensor : sensors) {
            markings.put(text(sensor, "name"), text(sensor, "marking"));
            Optional.ofNullable(sensor.object().get("raw-days"))
                    .map(node -> Math.min(days, number(node, 1, 3_660)))
                    .ifPresent(some -> raw.put(text(sensor, "name"), some));
        }
        return new Scenario(
                root.needed(entries, "scenario").text(),
                root.needed(entries, "title").words(),
                root.needed(entries, "about").words(),
                plan(root, entries, days),
                new Scenario.Sensors(markings, raw),
                institutions(root, entries),
                vote(root.needed(entries, "vote")));
    }

    private Scenario.Institutions institutions(YamlNode root, Map<String, YamlNode> entries) {
        YamlNode charter = root.needed(entries, "charter");
        if (!FILE_NAME.matcher(charter.text()).matches()) {
            throw charter.refused(
                    "'" + charter.text() + "' is no file beside it",
                    "Put the charter into the same folder and write its name.");
        }
        Map<String, String> charters = new LinkedHashMap<>();
        add(charters, dated(text(name, charter.text()), today));
        List<String> parties = new ArrayList<>(root.needed(entries, "parties").texts());
        List<Scenario.Claim> claims = new ArrayList<>();
        claims(root, AssertionFile.texts(root), claims);
        YamlNode record = entries.get("record");
        if (record != null) {
            record.known(record.text(), WorldFolder.SHIPPED);
            SourcedRecord sourced = SourcedRecord.shipped(record.text());
            sourced.charters()
                    .forEach(file ->
                            add(charters, shipped(SourcedRecord.file(record.text(), file))));
            parties.addAll(sourced.parties());
            claims(record, sourced.claims(), claims);
        }
        // What became known later is not known on the day.
        claims.removeIf(claim -> claim.recorded().isAfter(midnight(today)));
        claims.sort(Comparator.comparing(Scenario.Claim::recorded));
        return new Scenario.Institutions(
                charters, parties, readers(root.needed(entries, "standings")), claims);
    }

    private static void add(Map<String, String> charters, String text) {
        charters.put(CharterFile.parse("the charter", text).body().name(), text);
    }

    private WorldPlan plan(YamlNode root, Map<String, YamlNode> entries, int days) {
        List<Rise> rises = new ArrayList<>();
        for (YamlNode node : list(entries, "rises")) {
            Rise rise = rise(node);
            if (!rise.from().isBefore(first)) {
                rises.add(rise);
            }
        }
        List<Silence> silences = new ArrayList<>();
        for (YamlNode node : list(entries, "silences")) {
            silence(node).ifPresent(silences::add);
        }
        return new WorldPlan(
                wishes.seed().orElseGet(() -> number(root.needed(entries, "seed"), 0, 1 << 30)),
                new Days(first, days),
                network(root, entries),
                new Events(rises, silences),
                root.needed(entries, "attackers").list().stream().map(this::attackers).toList());
    }

    // What of it is within the days.
    private Optional<Silence> silence(YamlNode node) {
        Map<String, YamlNode> own = node.object(List.of("sensor", "from", "days"));
        LocalDate from = date(node.needed(own, "from"));
        LocalDate to = from.plusDays(number(node.needed(own, "days"), 1, 3_660));
        LocalDate begin = from.isBefore(first) ? first : from;
        return begin.isBefore(to)
                ? Optional.of(
                        new Silence(
                                node.needed(own, "sensor").text(),
                                begin,
                                (int) ChronoUnit.DAYS.between(begin, to)))
                : Optional.empty();
    }

    private Network network(YamlNode root, Map<String, YamlNode> entries) {
        return new Network(
                wishes.attacks()
                        .orElseGet(() -> number(root.needed(entries, "attacks"), 0, 1_000_000_000)),
                root.needed(entries, "sensors").list().stream().map(ScenarioFile::sensor).toList());
    }

    private static Sensor sensor(YamlNode node) {
        Map<String, YamlNode> own =
                node.object(
                        List.of(
                                "name",
                                "party",
                                "format",
                                "share",
                                "sources",
                                "marking",
                                "raw-days"));
        Map<String, Format> formats = labelled(Format.values(), Format::label);
        String format = word(node.needed(own, "format"), formats);
        return new Sensor(
                node.needed(own, "name").text(),
                node.needed(own, "party").text(),
                Objects.requireNonNull(formats.get(format)),
                number(node.needed(own, "share"), 1, 100_000),
                Optional.ofNullable(own.get("sources"))
                        .map(each -> number(each, 0, 3_000))
                        .orElse(0));
    }

    private Rise rise(YamlNode node) {
        Map<String, YamlNode> own =
                node.object(List.of("name", "from", "days", "percent", "growing", "kinds"));
        return new Rise(
                node.needed(own, "name").words(),
                date(node.needed(own, "from")),
                number(node.needed(own, "days"), 1, 3_660),
                number(node.needed(own, "percent"), 1, 1_000),
                Optional.ofNullable(own.get("growing")).map(YamlNode::truth).orElse(false),
                Optional.ofNullable(own.get("kinds")).map(ScenarioFile::kinds).orElse(Set.of()));
    }

    private static Set<Kind> kinds(YamlNode list) {
        Map<String, Kind> kinds = labelled(Kind.values(), Kind::label);
        return list.list().stream()
                .map(node -> Objects.requireNonNull(kinds.get(word(node, kinds))))
                .collect(Collectors.toSet());
    }

    private static <E> Map<String, E> labelled(E[] values, Function<E, String> label) {
        return Arrays.stream(values).collect(Collectors.toMap(label, each -> each));
    }

    private static String word(YamlNode node, Map<String, ?> known) {
        node.known(node.text(), known.keySet().stream().sorted().toList());
        return node.text();
    }

    private Attackers attackers(YamlNode node) {
        Map<String, YamlNode> own =
                node.object(List.of("from", "campaigns", "each", "victims", "holders"));
        List<Holder> holders = new ArrayList<>();
        for (YamlNode each : node.needed(own, "holders").list()) {
            Map<String, YamlNode> holder = each.object(List.of("party", "marking", "share"));
            holders.add(
                    new Holder(
                            each.needed(holder, "party").text(),
                            each.needed(holder, "marking").text(),
                            number(each.needed(holder, "share"), 1, 100)));
        }
        return new Attackers(
                Optional.ofNullable(own.get("from")).map(ScenarioFile::date).orElse(first),
                number(node.needed(own, "campaigns"), 0, 1_000),
                number(node.needed(own, "each"), 1, 200),
                Optional.ofNullable(own.get("victims"))
                        .map(each -> Set.copyOf(each.texts()))
                        .orElse(Set.of()),
                holders);
    }

    private static Map<String, String> readers(YamlNode node) {
        List<String> sorts = List.of("member", "observer", "outsider");
        Map<String, YamlNode> own = node.object(sorts);
        return sorts.stream()
                .collect(Collectors.toMap(sort -> sort, sort -> node.needed(own, sort).text()));
    }

    private Scenario.Vote vote(YamlNode node) {
        Map<String, YamlNode> own =
                node.object(
                        List.of("id", "name", "jurisdiction", "offices", "date", "added", "asked"));
        return new Scenario.Vote(
                node.needed(own, "id").text(),
                node.needed(own, "name").words(),
                node.needed(own, "jurisdiction").text(),
                node.needed(own, "offices").texts(),
                date(node.needed(own, "date")),
                date(node.needed(own, "added")),
                date(node.needed(own, "asked")));
    }

    private static void claims(YamlNode node, List<String> texts, List<Scenario.Claim> claims) {
        for (String text : texts) {
            JsonNode claim = JsonMapper.shared().readTree(text);
            String recorded = claim.path("recorded").asString("");
            claims.add(new Scenario.Claim(midnight(date(node, recorded)), text));
        }
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static LocalDate date(YamlNode node) {
        return date(node, node.text());
    }

    private static LocalDate date(YamlNode node, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw node.refused(
                    "'" + text + "' is no date",
                    "Write it as 2030-01-12, or as @-57: days before.");
        }
    }

    private static int number(YamlNode node, int least, int most) {
        try {
            int number = Integer.parseInt(node.text());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw node.refused(
                "'" + node.text() + "' is no number from " + least + " to " + most,
                "Write one of them.");
    }

    private static List<YamlNode> list(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key)).map(YamlNode::list).orElse(List.of());
    }

    private static String text(YamlNode node, String key) {
        return node.needed(node.object(), key).text();
    }

    private static String dated(String text, LocalDate today) {
        return DATE.matcher(text)
                .replaceAll(found -> today.plusDays(Integer.parseInt(found.group(1))).toString());
    }

    private static String text(String nameOrFolder, String file) {
        if (SHIPPED.contains(nameOrFolder)) {
            return shipped("/demo/" + nameOrFolder + "/" + file);
        }
        Path path = Path.of(nameOrFolder, file);
        try {
            if (!Files.isRegularFile(path)) {
                throw new Stop(
                        ExitCode.USAGE,
                        "There is no scenario '" + nameOrFolder + "', and no file " + path + ".",
                        "Name one of "
                                + String.join(", ", SHIPPED)
                                + ", or a folder with "
                                + FILE
                                + ".");
            }
            if (Files.size(path) > SIZE_LIMIT) {
                throw new Stop(
                        ExitCode.USAGE,
                        "The file " + path + " is larger than 1 MiB.",
                        "Shorten it.");
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new Stop(
                    ExitCode.FAILED,
                    "The file " + path + " cannot be read: " + Stop.reason(e) + ".",
                    "Check that it is text in UTF-8 and that you may read it.");
        }
    }

    private static String shipped(String resource) {
        try (InputStream in = ScenarioFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not shipped: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot be read: " + resource, e);
        }
    }
}
