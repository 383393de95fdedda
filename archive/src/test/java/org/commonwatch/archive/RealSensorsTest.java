package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads real sensors' lines, and counts them again in a way of its own. */
class RealSensorsTest {
    private static final Path DATA =
            Path.of(System.getProperty("house"), "..", "shared", "data", "telemetry");
    private static final Dialects DIALECTS = Dialects.builtIn().and(MappingFile.shipped());
    private static final Set<String> PROBE_STATES = Set.of("S0", "REJ", "RSTO");

    @Test
    void everyFileIsToldAndEveryLineHasOneFate() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the data for development is elsewhere");
        Map<String, String> told = new TreeMap<>();
        try (Stream<Path> files = Files.list(DATA)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".gz")).sorted().toList()) {
                byte[] bytes = bytes(file);
                String name = file.getFileName().toString();
                String label = DIALECTS.detect(bytes, Fates.OPTIONS).map(Dialect::label).orElse("");
                told.put(name, label);
                for (Dialect dialect : DIALECTS.all()) {
                    Batch batch = Fates.read(reader(dialect), bytes);
                    long ended = batch.events().count() + batch.skipped() + batch.rejected().size();
                    assertThat(ended).isEqualTo(batch.lines()).isEqualTo(lines(bytes).size());
                }
            }
        }
        told.forEach((name, label) -> assertThat(label).as(name).isEqualTo(expected(name)));
    }

    @Test
    void zeekProbesAreThoseOfTheStatesWithoutData() throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        for (String line : lines(real("zeek-json-apt29-day1-combined.ndjson.gz"))) {
            JsonNode record = JsonMapper.shared().readTree(line);
            if (record.get("@stream").asString().equals("conn")) {
                boolean nothing =
                        record.path("orig_bytes").asLong(0) == 0
                                && record.path("resp_bytes").asLong(0) == 0;
                if (nothing && PROBE_STATES.contains(record.get("conn_state").asString())) {
                    long second = (long) record.get("ts").asDouble();
                    expected.merge(hour(Instant.ofEpochSecond(second)), 1L, Long::sum);
                }
            }
        }
        Events events = read(Dialect.ZEEK_JSON, "zeek-json-apt29-day1-combined.ndjson.gz").events();
        assertThat(hours(events, i -> events.unit(i) == Unit.PROBE)).isEqualTo(expected);
        expected.clear();
        List<String> names = List.of();
        for (String line : lines(real("zeek-tsv-lsass-conn.log.gz"))) {
            List<String> fields = List.of(line.split("\t", -1));
            if (line.startsWith("#fields")) {
                names = fields.subList(1, fields.size());
            } else if (!line.startsWith("#")) {
                String state = fields.get(names.indexOf("conn_state"));
                String bytes =
                        fields.get(names.indexOf("orig_bytes"))
                                + fields.get(names.indexOf("resp_bytes"));
                if (PROBE_STATES.contains(state) && bytes.matches("[0-]+")) {
                    String second = fields.get(names.indexOf("ts")).replaceAll("\\..*", "");
                    Instant at = Instant.ofEpochSecond(Long.parseLong(second));
                    expected.merge(hour(at), 1L, Long::sum);
                }
            }
        }
        Events columns = read(Dialect.ZEEK_TSV, "zeek-tsv-lsass-conn.log.gz").events();
        assertThat(hours(columns, i -> columns.unit(i) == Unit.PROBE)).isEqualTo(expected);
    }

    @Test
    void bothFormsOfALogOfZeeksSayTheSame() throws IOException {
        for (String log : List.of("notice", "smtp", "ssh", "modbus", "dce_rpc", "snmp", "ntp")) {
            Events json = read(Dialect.ZEEK_JSON, "zeek-json-" + log + ".ndjson.gz").events();
            Events tsv = read(Dialect.ZEEK_TSV, "zeek-tsv-" + log + ".log.gz").events();
            assertThat(json.count()).as(log).isEqualTo(tsv.count()).isPositive();
            for (int i = 0; i < json.count(); i++) {
                assertThat(json.time(i)).isEqualTo(tsv.time(i));
                assertThat(json.source(i)).isEqualTo(tsv.source(i));
                assertThat(json.target(i)).isEqualTo(tsv.target(i));
                assertThat(json.targetPort(i)).isEqualTo(tsv.targetPort(i));
                assertThat(json.classification(i)).isEqualTo(tsv.classification(i));
            }
        }
    }

    @Test
    void cowrieAlertsAreLoginsAndCommandsTypedIn() throws IOException {
        for (String kind : List.of("real", "synthetic")) {
            Map<String, Long> expected = new TreeMap<>();
            Set<String> sources = new TreeSet<>();
            String file = "cowrie-cowrie-" + kind + ".jsonl.gz";
            for (String line : lines(real(file))) {
                JsonNode record = JsonMapper.shared().readTree(line);
                String event = record.get("eventid").asString();
                if (event.startsWith("cowrie.login") || event.equals("cowrie.command.input")) {
                    Instant at = Instant.parse(record.get("timestamp").asString());
                    expected.merge(hour(at), 1L, Long::sum);
                    sources.add(record.path("src_ip").asString("null"));
                }
            }
            Events events = read(Dialect.COWRIE, file).events();
            assertThat(hours(events, i -> events.unit(i) == Unit.ALERT)).isEqualTo(expected);
            Set<String> read = sources(events, i -> events.unit(i) == Unit.ALERT);
            sources.removeIf(source -> !source.matches("[0-9.]+"));
            assertThat(read).isEqualTo(sources);
        }
    }

    @Test
    void failedLoginsAreThoseThatARegularExpressionFinds() throws IOException {
        Pattern framed = Pattern.compile("(\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d) \\S+ (.*)");
        Pattern failed =
                Pattern.compile(
                        "sshd\\[\\d+]: (message repeated \\d+ times: \\[ )?"
                                + "Failed \\S+ for .* from (\\S+)( port \\d+.*)?");
        DateTimeFormatter form = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);
        Map<String, Long> expected = new TreeMap<>();
        Set<String> sources = new TreeSet<>();
        for (String line : lines(real("syslog-sshd.log.gz"))) {
            Matcher frame = framed.matcher(line);
            if (frame.matches()) {
                Matcher login = failed.matcher(frame.group(2));
                if (login.matches()) {
                    String time = frame.group(1).replaceAll(" +", " ") + " 2026";
                    String hour =
                            LocalDateTime.parse(time, form)
                                    .truncatedTo(ChronoUnit.HOURS)
                                    .toString();
                    expected.merge(hour + ":00Z", 1L, Long::sum);
                    sources.add(login.group(2));
                }
            }
        }
        Events events = read(Dialect.SSHD, "syslog-sshd.log.gz").events();
        IntPredicate alert = i -> events.unit(i) == Unit.ALERT && !events.zoned(i);
        assertThat(hours(events, alert)).isEqualTo(expected);
        assertThat(sources(events, alert)).isEqualTo(sources);
    }

    @Test
    void requestsAreThoseThatARegularExpressionFinds() throws IOException {
        Pattern common =
                Pattern.compile(
                        "([0-9.]+) \\S+ [^\\[]*\\[(\\d\\d/\\w{3}/\\d{4}:[\\d:]+ [+-]\\d{4})] \".*");
        DateTimeFormatter form = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
        Map<String, Long> expected = new TreeMap<>();
        Set<String> sources = new TreeSet<>();
        for (String line : lines(real("web-access.log.gz"))) {
            Matcher request = common.matcher(line);
            if (request.matches()) {
                Instant at = OffsetDateTime.parse(request.group(2), form).toInstant();
                expected.merge(hour(at), 1L, Long::sum);
                sources.add(request.group(1));
            }
        }
        byte[] bytes = real("web-access.log.gz");
        String plain =
                lines(bytes).stream()
                        .filter(line -> common.matcher(line).matches())
                        .reduce(
                                new StringBuilder(),
                                (all, line) -> all.append(line).append('\n'),
                                StringBuilder::append)
                        .toString();
        Batch read = Fates.read(reader(Dialect.WEB), plain.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read.rejected()).isEmpty();
        assertThat(hours(read.events(), i -> true)).isEqualTo(expected);
        assertThat(sources(read.events(), i -> true)).isEqualTo(sources);
        // Nor is a request lost among the lines of other formats.
        Events all = Fates.read(reader(Dialect.WEB), bytes).events();
        assertThat(all.count()).isGreaterThanOrEqualTo(read.events().count());
    }

    @Test
    void theKindOfAnAlertIsOfTheClassThatItsCategorySays() throws IOException {
        Map<String, String> classes =
                Map.of(
                        "A Network Trojan was detected", "malicious-code",
                        "Attempted Information Leak", "information-gathering",
                        "Web Application Attack", "intrusion-attempts",
                        "Attempted Administrator Privilege Gain", "intrusion-attempts",
                        "Attempted Denial of Service", "availability");
        Map<String, Long> expected = new TreeMap<>();
        Map<String, Long> told = new TreeMap<>();
        StringBuilder known = new StringBuilder();
        for (String line : lines(real("eve-eve-real.jsonl.gz"))) {
            String category =
                    JsonMapper.shared().readTree(line).path("alert").path("category").asString("");
            if (classes.containsKey(category)) {
                known.append(line).append('\n');
                expected.merge(classes.getOrDefault(category, ""), 1L, Long::sum);
            }
        }
        byte[] bytes = known.toString().getBytes(StandardCharsets.ISO_8859_1);
        Events events = Fates.read(reader(Dialect.EVE), bytes).events();
        for (int i = 0; i < events.count(); i++) {
            told.merge(events.alertKind(i).rsitClass(), 1L, Long::sum);
        }
        assertThat(told).isEqualTo(expected);
        Events all = read(Dialect.EVE, "eve-eve-real.jsonl.gz").events();
        long untold = 0;
        for (int i = 0; i < all.count(); i++) {
            untold += all.unit(i) == Unit.ALERT && all.kind(i) == Kind.OTHER ? 1 : 0;
        }
        // Of these the sensor said no category, and no more than "GET" or "Test ICMP Traffic".
        assertThat(untold).isEqualTo(25);
    }

    @Test
    void firewallDenialsAndSeveritiesAreThoseThatARegularExpressionFinds() throws IOException {
        long denials = 0;
        for (String line : lines(real("syslog-iptables.log.gz"))) {
            String head = line.split("(IN|OUT)=", 2)[0];
            denials += head.matches("(?i).*(DROP|BLOCK|REJECT|DENY).*") ? 1 : 0;
        }
        Events packets = read("iptables", "syslog-iptables.log.gz").events();
        assertThat(count(packets, Unit.PROBE)).isEqualTo(denials).isGreaterThan(20);
        Events gates = read("check-point", "syslog-checkpoint.log.gz").events();
        Pattern dropped = Pattern.compile(".*product=\"?Firewall\\b.*action=\"?(Drop|Reject)\\b.*");
        long drops = 0;
        for (String line : lines(real("syslog-checkpoint.log.gz"))) {
            drops += dropped.matcher(line).matches() ? 1 : 0;
        }
        assertThat(count(gates, Unit.PROBE)).isEqualTo(drops).isGreaterThan(2);
        Map<Integer, Long> expected = new TreeMap<>();
        Pattern header = Pattern.compile(".*?CEF: ?[01](\\|([^|\\\\]|\\\\.)*){5}\\|(\\d+)\\|.*");
        List<String> lines = lines(real("cef-cef.log.gz"));
        Batch cef = read(Dialect.CEF, "cef-cef.log.gz");
        Set<Long> rejected = new TreeSet<>();
        cef.rejected().forEach(line -> rejected.add(line.line()));
        for (int i = 0; i < lines.size(); i++) {
            Matcher graded = header.matcher(lines.get(i));
            if (!rejected.contains(i + 1L) && graded.matches()) {
                int grade = Integer.parseInt(graded.group(3));
                expected.merge(grade == 0 ? 10 : 11 - grade, 1L, Long::sum);
            }
        }
        Map<Integer, Long> read = new TreeMap<>();
        for (int i = 0; i < cef.events().count(); i++) {
            read.merge(cef.events().severity(i), 1L, Long::sum);
        }
        // One line has the severity "Medium", two have "None", and some none that is a grade.
        read.remove(0);
        read.computeIfPresent(5, (grade, count) -> count - 1);
        read.values().removeIf(count -> count == 0);
        assertThat(read).isEqualTo(expected);
    }

    private static String expected(String name) {
        String start = name.substring(0, name.indexOf('-'));
        return switch (start) {
            case "cowrie", "eve", "cef" -> start;
            case "leef" -> ""; // its three lines are searches for LEEF
            case "snort" -> "snort-fast";
            case "web" -> "web";
            case "zeek" -> name.startsWith("zeek-json") ? "zeek-json" : "zeek-tsv";
            default ->
                    switch (name.substring("syslog-".length(), name.indexOf('.'))) {
                        case "checkpoint" -> "check-point";
                        case "cisco-asa" -> "cisco-asa";
                        case "fortinet" -> "fortigate";
                        case "iptables" -> "iptables";
                        case "paloalto" -> "pan-os";
                        case "sshd" -> "sshd";
                        default -> "web"; // syslog of a hundred programs, among it access logs
                    };
        };
    }

    private static Map<String, Long> hours(Events events, IntPredicate wanted) {
        Map<String, Long> hours = new TreeMap<>();
        for (int i = 0; i < events.count(); i++) {
            if (wanted.test(i)) {
                hours.merge(hour(events.instant(i)), 1L, Long::sum);
            }
        }
        return hours;
    }

    private static Set<String> sources(Events events, IntPredicate wanted) {
        Set<String> sources = new TreeSet<>();
        for (int i = 0; i < events.count(); i++) {
            var source = events.source(i);
            if (wanted.test(i) && source != null) {
                sources.add(source.toString().substring("ipv4 ".length()));
            }
        }
        return sources;
    }

    private static long count(Events events, Unit unit) {
        long count = 0;
        for (int i = 0; i < events.count(); i++) {
            count += events.unit(i) == unit ? 1 : 0;
        }
        return count;
    }

    private static String hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS).toString();
    }

    private static Batch read(String label, String file) throws IOException {
        return read(DIALECTS.named(label).orElseThrow(), file);
    }

    private static Batch read(Dialect dialect, String file) throws IOException {
        return Fates.read(reader(dialect), real(file));
    }

    private static SensorReader reader(Dialect dialect) {
        return dialect.reader(CountingRule.ATTACKS, Fates.OPTIONS);
    }

    private static List<String> lines(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return List.of(body.split("\r?\n", -1));
    }

    private static byte[] real(String name) throws IOException {
        Path file = DATA.resolve(name);
        assumeTrue(Files.exists(file), "the data for development is elsewhere");
        return bytes(file);
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
