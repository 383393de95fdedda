package org.commonwatch.cli.simulate;

import org.commonwatch.archive.ZstdFrames;
import org.commonwatch.cli.demo.Scenario;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.simulation.world.Campaign;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines of a world's last days, a file or more for each sensor, with all that is true of them.
 *
 * @param days how many days
 * @param form how files are written
 */
record WorldLineFiles(Scenario scenario, int days, Form form) {
    private static final long LINE_LIMIT = 100_000_000;

    /**
     * How files are written.
     *
     * @param partBytes a file is ended before it would have more bytes of lines
     */
    record Form(boolean zstd, long partBytes) {}

    /** Writes them; how many lines each sensor has. */
    Map<String, Long> write(SimulationFolder folder) throws IOException {
        World world = new World(scenario.plan());
        LocalDate end = world.plan().calendar().end();
        if (days < 1 || days > world.plan().calendar().count()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "This world has no " + days + " days.",
                    "Give --days from 1 to " + world.plan().calendar().count() + ".");
        }
        LocalDate from = end.minusDays(days);
        Map<String, Long> lines = new TreeMap<>();
        for (Sensor each : world.plan().sensors()) {
            lines.put(each.name(), world.countLines(each.name(), from, end));
        }
        long all = lines.values().stream().mapToLong(Long::longValue).sum();
        if (all > LINE_LIMIT) {
            throw new Stop(
                    ExitCode.USAGE,
                    "These days have %,d lines, and at most %,d are written."
                            .formatted(all, LINE_LIMIT),
                    "Give fewer --days or --attacks.");
        }
        for (Sensor each : world.plan().sensors()) {
            write(folder, each.name(), world.lines(each.name(), from, end));
        }
        indicators(folder, world);
        try (OutputStream file = folder.begin(SimulationFolder.TRUTH)) {
            new WorldTruthFile(scenario, world, from).write(file, lines);
        }
        return lines;
    }

    private void write(SimulationFolder folder, String sensor, Iterator<byte[]> hours)
            throws IOException {
        String ending = form.zstd ? ".json.zst" : ".json";
        try (var parts = new LineParts(folder, sensor, ending, form.partBytes)) {
            while (hours.hasNext()) {
                byte[] lines = hours.next();
                byte[] bytes = form.zstd ? ZstdFrames.pack(lines, lines.length) : lines;
                parts.add(ByteBuffer.wrap(bytes), lines.length);
            }
        }
    }

    private static void indicators(SimulationFolder folder, World world) throws IOException {
        StringBuilder list = new StringBuilder("value,type,source\n");
        for (Campaign campaign : world.campaigns()) {
            campaign.addresses()
                    .forEach(address ->
                            list.append(address.value())
                                    .append(",ipv4,")
                                    .append(campaign.name())
                                    .append('\n'));
        }
        try (OutputStream file = folder.begin(SimulationFolder.INDICATORS)) {
            file.write(list.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
