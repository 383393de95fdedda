package org.commonwatch.cli.archive;

import de.siegmar.fastcsv.writer.CsvWriter;

import org.commonwatch.archive.events.ArchivedEvent;
import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventFilter;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.event.Text;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

@Command(
        name = "show",
        description = "Shows archived events, in the order of their times.",
        mixinStandardHelpOptions = true)
final class ArchiveShow implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    // What a text from the network could do to a terminal.
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private Question question = new Question();

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            description = "Of that address or network (198.18.0.0/24).")
    private Optional<String> source = Optional.empty();

    @Option(names = "--target", paramLabel = "ADDRESS", description = "To that address or network.")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "That name this host, or one below it.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--signature",
            paramLabel = "TEXT",
            description = "Whose signature has this in it, in any case.")
    private Optional<String> signature = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Of that kind.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--unit", paramLabel = "UNIT", description = "probe, alert or context.")
    private Optional<String> unit = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--raw", description = "Shows the lines themselves, where they were kept.")
    private boolean raw;

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || limit > EventFilter.LIMIT) {
            throw new Stop(
                    ExitCode.USAGE,
                    "--limit " + limit + " is no number of events to show.",
                    "Give one from 1 to " + EventFilter.LIMIT + ".");
        }
        var filter =
                new EventFilter(
                        source.map(ArchiveShow::addresses),
                        target.map(ArchiveShow::addresses),
                        new EventFilter.Words(name, signature, kind, unit),
                        limit);
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong shown = new AtomicLong();
        try (ArchivedEvents events = question.events()) {
            Consumer<ArchivedEvent> print = raw ? event -> line(events, event, out) : shape(out);
            events.find(
                    filter,
                    event -> {
                        shown.incrementAndGet();
                        print.accept(event);
                    });
        }
        out.flush();
        return shown.get() == 0 ? ExitCode.NOTHING : ExitCode.DONE;
    }

    private static Observable addresses(String text) {
        boolean six = text.indexOf(':') >= 0;
        try {
            return text.indexOf('/') >= 0
                    ? Observable.parse(Observable.Kind.CIDR, text)
                    : Observable.parse(six ? Observable.Kind.IPV6 : Observable.Kind.IPV4, text);
        } catch (RefusedException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "'" + text + "' is no address and no network.",
                    "Write one such as 198.18.0.1, 198.18.0.0/24 or 2001:db8::/32.");
        }
    }

    private Consumer<ArchivedEvent> shape(PrintWriter out) {
        return switch (question.shape()) {
            case TEXT -> event -> out.println(UNSHOWN.matcher(text(event)).replaceAll("?"));
            case JSON -> event -> out.println(JSON.writeValueAsString(fields(event)));
            case CSV -> {
                CsvWriter csv = Question.csv(out);
                csv.writeRecord(header());
                yield event ->
                        csv.writeRecord(
                                fields(event).values().stream().map(ArchiveShow::flat).toList());
            }
        };
    }

    private static String flat(Object value) {
        return value instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : String.valueOf(value);
    }

    private static List<String> header() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "time",
                                "sensor",
                                "type",
                                "facts",
                                "unit",
                                "kind",
                                "established",
                                "source",
                                "source_port",
                                "target",
                                "target_port",
                                "protocol",
                                "severity"));
        for (Text text : Text.values()) {
            names.add(text.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static Map<String, Object> fields(ArchivedEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", event.time().toString());
        fields.put("sensor", event.sensor());
        fields.put("type", event.said().type());
        fields.put("facts", event.said().facts());
        fields.put("unit", event.counted().unit());
        fields.put("kind", event.counted().kind());
        fields.put("established", event.counted().established());
        fields.put("source", event.source().address());
        fields.put("source_port", event.source().port());
        fields.put("target", event.target().address());
        fields.put("target_port", event.target().port());
        fields.put("protocol", event.said().protocol());
        fields.put("severity", event.said().severity());
        for (Text text : Text.values()) {
            List<String> texts = event.said().texts().getOrDefault(text, List.of());
            fields.put(text.name().toLowerCase(Locale.ROOT), texts);
        }
        return fields;
    }

    private static String text(ArchivedEvent event) {
        StringBuilder line = new StringBuilder();
        line.append(event.time()).append("  ").append(event.sensor());
        line.append("  ")
                .append(event.counted().unit())
                .append("  ")
                .append(event.counted().kind());
        line.append("  ").append(event.counted().established() ? "established" : "claimed");
        line.append("  ").append(endpoint(event.source()));
        line.append(" > ").append(endpoint(event.target()));
        for (Text text : Text.values()) {
            for (String each : event.said().texts().getOrDefault(text, List.of())) {
                line.append("  ").append(text.name().toLowerCase(Locale.ROOT));
                line.append('=').append(each);
            }
        }
        return line.toString();
    }

    private static String endpoint(ArchivedEvent.Endpoint endpoint) {
        String address = endpoint.address().isEmpty() ? "unknown" : endpoint.address();
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return endpoint.port() == 0 ? host : host + ":" + endpoint.port();
    }

    private void line(ArchivedEvents events, ArchivedEvent event, PrintWriter out) {
        try {
            Optional<byte[]> line = events.line(event);
            if (line.isPresent()) {
                out.println(new String(line.get(), StandardCharsets.UTF_8));
            } else {
                PrintWriter err = spec.commandLine().getErr();
                err.println("cwatch: the line of " + event.time() + " was not kept");
                err.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
