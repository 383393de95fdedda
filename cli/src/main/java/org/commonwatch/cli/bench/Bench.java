package org.commonwatch.cli.bench;

import org.commonwatch.cli.matching.IndicatorOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.StructuralScanner;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code cwatch bench}: what this machine does, in under a minute. */
@Command(
        name = "bench",
        description = {
            "Measures how fast this machine reads, counts and matches simulated EVE lines in",
            "memory: without the disk, and with nothing else to do it will be faster.",
            "Given a file of EVE lines, it tells what each step of counting that file costs."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch bench",
            "  cwatch bench --seconds 10 --json",
            "  cwatch bench eve.json --indicators index.cwx",
            ""
        })
public final class Bench implements Callable<Integer> {
    private static final UUID LOCAL = UUID.fromString("5b2d1a8e-0f4a-4c52-9a1b-7c0a3f5e6d21");
    private static final int LINES = 1 << 16;
    private static final int INDICATORS = 100_000;
    private static final int MOST_SECONDS = 60;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How long each of five measurements takes (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Lines of EVE, not packed; best as large as the machine's memory allows.")
    private Optional<Path> file = Optional.empty();

    @Mixin private IndicatorOptions indicators = new IndicatorOptions();

    @Option(names = "--json", description = "Prints the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Measurements of " + seconds + " seconds are not possible.",
                    "Give --seconds from 0 (once through the lines) to " + MOST_SECONDS + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (file.isPresent()) {
            steps(file.get(), out);
            out.flush();
            return ExitCode.DONE;
        }
        Course course = new Course(LINES, INDICATORS);
        List<Course.Lap> laps = laps(course);
        if (json) {
            json(course, laps, out);
        } else {
            text(course, laps, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private void steps(Path of, PrintWriter out) {
        Steps steps = new Steps(of);
        IndicatorTable table = indicators.gather(spec.commandLine().getErr()).table();
        try {
            List<Steps.Step> taken = steps.take(table);
            if (json) {
                json(steps.lines(), taken, out);
            } else {
                text(steps.lines(), taken, out);
            }
        } catch (IOException unreadable) {
            throw new Stop(
                    ExitCode.FAILED,
                    "'" + of + "' cannot be read: " + unreadable.getMessage(),
                    "Check its name, and whether you may read it.");
        }
    }

    private static void text(long lines, List<Steps.Step> steps, PrintWriter out) {
        machine().forEach((what, is) -> out.printf("%-10s  %s%n", what, is));
        out.printf(
                "%-10s  %,d%n%n%-24s  %8s  %8s  %12s%n",
                "lines", lines, "", "s", "CPU-s", "ns a line");
        for (Steps.Step step : steps) {
            out.printf(
                    Locale.ROOT,
                    "%-24s  %8.2f  %8.2f  %,12d%n",
                    step.what(),
                    step.time().toNanos() / 1e9,
                    step.worked().toNanos() / 1e9,
                    step.worked().toNanos() / Math.max(1, lines));
        }
    }

    private static void json(long lines, List<Steps.Step> steps, PrintWriter out) {
        Map<String, Object> report = new LinkedHashMap<>(machine());
        report.put("lines", lines);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Steps.Step step : steps) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("what", step.what());
            result.put("seconds", step.time().toNanos() / 1e9);
            result.put("processorSeconds", step.worked().toNanos() / 1e9);
            results.add(result);
        }
        report.put("steps", results);
        out.println(JsonMapper.shared().writeValueAsString(report));
    }

    private List<Course.Lap> laps(Course course) {
        Duration time = Duration.ofSeconds(seconds);
        StructuralScanner fastest = StructuralScanner.fastest();
        StructuralScanner portable = StructuralScanner.portable();
        IndicatorTable none = IndicatorTable.empty();
        IndicatorTable some = synthetic();
        int processors = Runtime.getRuntime().availableProcessors();
        List<Course.Lap> laps = new ArrayList<>();
        laps.add(course.run("read, " + portable.name(), 1, time, () -> reading(portable)));
        if (!fastest.name().equals(portable.name())) {
            laps.add(course.run("read, " + fastest.name(), 1, time, () -> reading(fastest)));
        }
        laps.add(course.run("read and count", 1, time, () -> counting(none)));
        laps.add(course.run("read, match and count", 1, time, () -> counting(some)));
        laps.add(course.run("read, match and count", processors, time, () -> counting(some)));
        return laps;
    }

    private static Consumer<Chunk> reading(StructuralScanner scanner) {
        var reader = new EveReader(CountingRule.ATTACKS, scanner);
        var batch = new Batch();
        return chunk -> {
            if (chunk instanceof Chunk.Lines lines) {
                batch.clear(lines);
                reader.read(lines, batch);
            }
        };
    }

    private static Consumer<Chunk> counting(IndicatorTable indicators) {
        var counter =
                new ChunkCounter(
                        new ChunkCounter.Task(
                                "bench",
                                CountingRule.ATTACKS,
                                indicators,
                                Places.UNKNOWN,
                                Limits.OF_A_FILE,
                                true),
                        new EveReader(CountingRule.ATTACKS));
        return counter::count;
    }

    private static IndicatorTable synthetic() {
        IndicatorTableBuilder table = IndicatorTable.builder();
        for (Observable each : SyntheticIndicators.first(INDICATORS)) {
            table.add(each, StixId.derived("indicator", LOCAL, each.pattern()));
        }
        return table.build();
    }

    private static void text(Course course, List<Course.Lap> laps, PrintWriter out) {
        machine().forEach((what, is) -> out.printf("%-10s  %s%n", what, is));
        out.printf(
                Locale.ROOT,
                "%-10s  %,d simulated (synthetic), %,d bytes each; %,d indicators%n%n",
                "lines",
                course.lines(),
                course.bytes() / course.lines(),
                INDICATORS);
        out.printf("%-24s  %7s  %12s  %8s%n", "", "threads", "lines/s", "MB/s");
        for (Course.Lap lap : laps) {
            out.printf(
                    Locale.ROOT,
                    "%-24s  %7d  %,12d  %,8d%n",
                    lap.what(),
                    lap.threads(),
                    lap.linesPerSecond(),
                    lap.bytesPerSecond() / 1_000_000);
        }
    }

    private static void json(Course course, List<Course.Lap> laps, PrintWriter out) {
        Map<String, Object> report = new LinkedHashMap<>(machine());
        report.put("synthetic", true);
        report.put("lines", course.lines());
        report.put("bytes", course.bytes());
        report.put("indicators", INDICATORS);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Course.Lap lap : laps) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("what", lap.what());
            result.put("threads", lap.threads());
            result.put("linesPerSecond", lap.linesPerSecond());
            result.put("bytesPerSecond", lap.bytesPerSecond());
            results.add(result);
        }
        report.put("results", results);
        out.println(JsonMapper.shared().writeValueAsString(report));
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("java", Runtime.version().toString());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("scanner", StructuralScanner.fastest().name());
        return machine;
    }
}
