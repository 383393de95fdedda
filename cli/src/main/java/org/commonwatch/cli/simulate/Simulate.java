package org.commonwatch.cli.simulate;

import org.commonwatch.archive.ZstdFrames;
import org.commonwatch.cli.demo.Scenario;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.telemetry.simulation.Truth;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** {@code cwatch simulate}: from a plan to files of lines, a list of indicators and the truth. */
@Command(
        name = "simulate",
        description = {
            "Writes what sensors of an invented network might write: files of lines, a",
            "list of indicators that some lines match (indicators.csv), and what is to be",
            "counted in them (truth.json). The same options always make the same files.",
            "Nothing is real: all addresses and names are set aside for documentation."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch simulate --events 1000000 --seed 7",
            "  cwatch simulate --events 40M --formats eve,zeek,cowrie --zstd --out month",
            "  cwatch simulate --events 17350K --indicators 16M --part-size 16384 --out large",
            "  cwatch simulate --world islands --days 3 --attacks 200K --out three-days",
            ""
        })
public final class Simulate implements Callable<Integer> {
    private static final int DAY_HOURS = 24;
    private static final int ROWS_AT_A_TIME = 1 << 16;
    private static final int MOST_MEBIBYTES = 1 << 20;
    private static final long NOT_GIVEN = -1;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Amount.class,
            description = "How many lines to make, such as 250000 or 40M; a few are damaged.")
    private long events = NOT_GIVEN;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Which lines: the same seed, the same lines (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many days they are spread over (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--start",
            paramLabel = "DATE",
            defaultValue = "2030-03-04",
            description = "The first day, in UTC (default: ${DEFAULT-VALUE}).")
    private LocalDate start = LocalDate.EPOCH;

    @Option(
            names = "--formats",
            split = ",",
            paramLabel = "FORMAT",
            defaultValue = "eve",
            description =
                    "What sensors write, each into files of its own: ${COMPLETION-CANDIDATES}"
                            + " (default: ${DEFAULT-VALUE}).")
    private Set<Format> formats = EnumSet.noneOf(Format.class);

    @Option(
            names = "--sensor",
            paramLabel = "NAME",
            defaultValue = "local",
            description = "The sensor's name in the truth (default: ${DEFAULT-VALUE}).")
    private String sensor = "";

    @Option(
            names = "--indicators",
            paramLabel = "N",
            defaultValue = "2000",
            converter = Amount.class,
            description =
                    "How many indicators to list, at most 16M: of sixteen, ten addresses and"
                            + " five domain names (default: ${DEFAULT-VALUE}).")
    private long indicators;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "simulation",
            description = "Where to put the files (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--part-size",
            paramLabel = "MIB",
            defaultValue = "1024",
            description = "How large a file of lines may be, unpacked (default: ${DEFAULT-VALUE}).")
    private long partMebibytes;

    @Option(names = "--force", description = "Replaces the simulation that is there.")
    private boolean force;

    @Option(
            names = "--zstd",
            description = "Packs lines as zstd, in frames that several threads can unpack.")
    private boolean zstd;

    @Mixin private WorldOptions worldOptions = new WorldOptions();

    @Override
    public Integer call() throws IOException {
        if (worldOptions.isGiven()) {
            return writeWorld();
        }
        if (events == NOT_GIVEN) {
            throw new Stop(
                    ExitCode.USAGE,
                    "It is not said what to simulate.",
                    "Give a number of lines with --events, or a world with --world.");
        }
        Plan plan = plan();
        PrintWriter err = spec.commandLine().getErr();
        Map<Format, Truth> truths = new EnumMap<>(Format.class);
        try (SimulationFolder folder = SimulationFolder.open(out, force)) {
            readme(folder);
            indicators(folder, plan.indicators());
            AtomicLong done = new AtomicLong();
            try (Bar bar = new Bar("simulate", "lines", 1, err)) {
                for (Map.Entry<Format, Long> part : shares(events, formats).entrySet()) {
                    var simulation =
                            new Simulation(planOf(plan, part.getValue()), part.getKey(), sensor);
                    write(
                            folder,
                            part.getKey(),
                            simulation,
                            () -> {
                                long lines = done.addAndGet(Simulation.BLOCK_LINES);
                                bar.to(Math.min(lines, events), events);
                            });
                    truths.put(part.getKey(), simulation.truth());
                }
            }
            var truth = new TruthFile(plan, sensor, truths);
            try (OutputStream file = folder.begin(SimulationFolder.TRUTH)) {
                truth.write(file);
            }
            folder.finish();
            tell(truth.sum());
        }
        return ExitCode.DONE;
    }

    private int writeWorld() throws IOException {
        if (events != NOT_GIVEN) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Both --events and --world are given.",
                    "Say with --attacks how much happens in a world.");
        }
        checkParts();
        boolean seeded = spec.commandLine().getParseResult().hasMatchedOption("--seed");
        Scenario scenario = worldOptions.scenario(seeded ? Optional.of(seed) : Optional.empty());
        var form = new WorldLineFiles.Form(zstd, partMebibytes << 20);
        try (SimulationFolder folder = SimulationFolder.open(out, force)) {
            readme(folder);
            Map<String, Long> lines = new WorldLineFiles(scenario, days, form).write(folder);
            folder.finish();
            PrintWriter say = spec.commandLine().getOut();
            say.printf("SYNTHETIC DATA in %s: %s%n", out, scenario.about());
            lines.forEach((sensor, count) -> say.printf("%s %,d lines%n", sensor, count));
            say.flush();
        }
        return ExitCode.DONE;
    }

    private Plan plan() {
        if (sensor.isBlank()) {
            throw new Stop(
                    ExitCode.USAGE, "The sensor's name '" + sensor + "' is blank.", "Name it.");
        }
        checkParts();
        return new Plan(
                seed,
                events,
                Math.clamp((long) days * DAY_HOURS, -1, Integer.MAX_VALUE),
                start.atStartOfDay().toInstant(ZoneOffset.UTC),
                Math.clamp(indicators, -1, Integer.MAX_VALUE));
    }

    private void checkParts() {
        if (partMebibytes < 1 || partMebibytes > MOST_MEBIBYTES) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Files of " + partMebibytes + " MiB cannot be made.",
                    "Give --part-size from 1 to " + MOST_MEBIBYTES + ".");
        }
    }

    private static Plan planOf(Plan plan, long lines) {
        return new Plan(plan.seed(), lines, plan.hours(), plan.start(), plan.indicators());
    }

    /** Of so many lines, those of each format; what cannot be shared goes to the first. */
    static Map<Format, Long> shares(long lines, Set<Format> formats) {
        int all = formats.stream().mapToInt(Format::share).sum();
        Map<Format, Long> shares = new EnumMap<>(Format.class);
        formats.forEach(format -> shares.put(format, lines / all * format.share()));
        Format first = shares.keySet().iterator().next();
        long shared = shares.values().stream().mapToLong(Long::longValue).sum();
        shares.merge(first, lines - shared, Long::sum);
        return shares;
    }

    private void write(
            SimulationFolder folder, Format format, Simulation simulation, Runnable afterBlock)
            throws IOException {
        record Made(Simulation.Block block, ByteBuffer lines) {}
        String ending = zstd ? ".json.zst" : ".json";
        try (var parts = new LineParts(folder, format.label(), ending, partMebibytes << 20)) {
            InOrder.make(
                    simulation.blocks(),
                    number -> {
                        Simulation.Block block = simulation.block(number);
                        return new Made(block, lines(block));
                    },
                    made -> {
                        parts.add(made.lines(), made.block().length());
                        simulation.take(made.block());
                        afterBlock.run();
                    });
        }
    }

    private ByteBuffer lines(Simulation.Block block) {
        return zstd
                ? ByteBuffer.wrap(ZstdFrames.pack(block.bytes(), block.length()))
                : ByteBuffer.wrap(block.bytes(), 0, block.length());
    }

    private static void indicators(SimulationFolder folder, int count) throws IOException {
        try (OutputStream file = folder.begin(SimulationFolder.INDICATORS)) {
            file.write(SyntheticIndicators.HEADER.getBytes(StandardCharsets.US_ASCII));
            InOrder.make(
                    Math.ceilDiv(count, ROWS_AT_A_TIME),
                    part -> {
                        int from = (int) part * ROWS_AT_A_TIME;
                        return SyntheticIndicators.rows(
                                from, Math.min(count, from + ROWS_AT_A_TIME));
                    },
                    file::write);
        }
    }

    private static void readme(SimulationFolder folder) throws IOException {
        try (OutputStream file = folder.begin(SimulationFolder.README)) {
            file.write(
                    """
                    SYNTHETIC DATA, made by cwatch simulate. Nothing of it happened: every address
                    and name is set aside for tests or documentation. truth.json says what is to
                    be counted in the lines, and indicators.csv lists what some of them match.
                    """
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void tell(Truth truth) {
        PrintWriter say = spec.commandLine().getOut();
        LineAccount lines = truth.lines();
        say.printf("SYNTHETIC DATA in %s%n", out);
        say.printf(
                "lines %,d = %,d counted + %,d context + %,d skipped + %,d rejected%n",
                lines.lines(), lines.counted(), lines.context(), lines.skipped(), lines.rejected());
        say.printf(
                "sightings %,d of %,d indicators%n",
                truth.hits().values().stream().mapToLong(seen -> seen.count()).sum(),
                truth.hits().keySet().stream().map(hit -> hit.indicator()).distinct().count());
        say.printf("likely victims of a reflection %,d%n", truth.victims().size());
        say.flush();
    }
}
