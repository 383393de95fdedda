package org.commonwatch.cli.archive;

import de.siegmar.fastcsv.writer.CsvWriter;

import org.commonwatch.archive.Progress;
import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.indicators.IndicatorList;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.matching.Origin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

@Command(
        name = "match",
        description = {
            "Matches archived events with indicators that may have come later.",
            "The same as matching their lines when they were counted."
        },
        mixinStandardHelpOptions = true)
final class ArchiveMatch implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 50;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private Question question = new Question();

    @Option(
            names = "--indicators",
            required = true,
            paramLabel = "FILE",
            description = "A CSV list (value,type,source; plain or gzip) to match.")
    private Path list = Path.of("");

    @Override
    public Integer call() throws IOException {
        IndicatorList listed = IndicatorList.read(list, Progress.unwatched());
        IndicatorTableBuilder table = IndicatorTable.builder();
        Map<StixId, Observable> observables = new HashMap<>();
        for (IndicatorList.Entry entry : listed.indicators()) {
            table.add(entry.observable(), Origin.UNKNOWN);
            observables.put(IndicatorTable.named(entry.observable()), entry.observable());
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "cwatch: looking for %,d indicators of %s (%,d rows rejected)%n",
                listed.indicators().size(), list, listed.rows().rejected());
        err.flush();
        Map<Window, Seen> sightings;
        try (ArchivedEvents events = question.events()) {
            sightings = new TreeMap<>(events.match(table.build(), observables.values()));
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (question.shape()) {
            case TEXT -> text(out, sightings, observables);
            case JSON -> json(out, sightings, observables);
            case CSV -> csv(out, sightings, observables);
        }
        out.flush();
        return sightings.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
    }

    private static void text(
            PrintWriter out, Map<Window, Seen> sightings, Map<StixId, Observable> observables) {
        Map<StixId, Seen> all = new HashMap<>();
        sightings.forEach((window, seen) -> all.merge(window.indicator(), seen, Seen::and));
        long count = all.values().stream().mapToLong(Seen::count).sum();
        out.printf("sightings %,d of %,d indicators%n", count, all.size());
        Comparator<Map.Entry<StixId, Seen>> most =
                Map.Entry.comparingByValue(Comparator.comparingLong(seen -> -seen.count()));
        all.entrySet().stream()
                .sorted(most.thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .forEach(entry ->
                        out.printf(
                                "  %,12d  %s to %s  %s%n",
                                entry.getValue().count(),
                                entry.getValue().first(),
                                entry.getValue().last(),
                                observables.get(entry.getKey())));
        if (all.size() > SHOWN) {
            out.printf("  and %,d indicators more%n", all.size() - SHOWN);
        }
    }

    private static void json(
            PrintWriter out, Map<Window, Seen> sightings, Map<StixId, Observable> observables) {
        List<Map<String, Object>> all =
                sightings.entrySet().stream()
                        .map(entry -> json(entry.getKey(), entry.getValue(), observables))
                        .toList();
        out.println(JSON.writeValueAsString(Map.of("sightings", all)));
    }

    private static Map<String, Object> json(
            Window window, Seen seen, Map<StixId, Observable> observables) {
        Map<String, Object> sighting = new LinkedHashMap<>();
        sighting.put("indicator", window.indicator().toString());
        sighting.put("observable", String.valueOf(observables.get(window.indicator())));
        sighting.put("sensor", window.sensor());
        sighting.put("hour", window.hour().toString());
        sighting.put("count", seen.count());
        sighting.put("first", seen.first().toString());
        sighting.put("last", seen.last().toString());
        return sighting;
    }

    private static void csv(
            PrintWriter out, Map<Window, Seen> sightings, Map<StixId, Observable> observables) {
        CsvWriter csv = Question.csv(out);
        csv.writeRecord("indicator", "observable", "sensor", "hour", "count", "first", "last");
        sightings.forEach((window, seen) ->
                csv.writeRecord(
                        json(window, seen, observables).values().stream()
                                .map(String::valueOf)
                                .toList()));
    }
}
