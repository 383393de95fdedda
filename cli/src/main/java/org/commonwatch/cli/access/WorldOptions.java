package org.commonwatch.cli.access;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.history.View;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.World;
import org.commonwatch.archive.world.WorldFolder;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.cli.terminal.Times;

import picocli.CommandLine.Option;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What every question to a world says: which world, which times, whose view, and how to answer. */
final class WorldOptions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--world",
            paramLabel = "DIR",
            description = {
                "A folder with a world.yaml, or one of those that are shipped:",
                "2018, modelled, swapped."
            })
    private Path directory = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The time asked about, such as 2018-11-24; now if not given.")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--known",
            paramLabel = "TIME",
            description = "What was known then answers; all that is known if not given.")
    private Optional<String> known = Optional.empty();

    @Option(
            names = "--view",
            paramLabel = "NAME",
            description = "Whose view, as the world names them; everybody's if not given.")
    private String view = View.EVERYBODY.name();

    @Option(names = "--json", description = "Answers as JSON.")
    private boolean json;

    /** Whether a world is named. */
    boolean isGiven() {
        return !directory.toString().isEmpty();
    }

    World world() {
        if (!isGiven()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "No world is named.",
                    "Name one with --world: a folder, or one of "
                            + String.join(", ", WorldFolder.SHIPPED)
                            + ".");
        }
        String name = directory.toString();
        return !Files.exists(directory) && WorldFolder.SHIPPED.contains(name)
                ? WorldFolder.shipped(name)
                : WorldFolder.read(directory);
    }

    View view(World world) {
        return world.view(view);
    }

    /** The times that are given, as parameters of an address. */
    String times() {
        return time("&at=", at) + time("&known=", known);
    }

    private static String time(String name, Optional<String> text) {
        return text.map(Times::parse).map(each -> name + each).orElse("");
    }

    boolean isJson() {
        return json;
    }

    AsOf asOf() {
        Instant now = Instant.now();
        return new AsOf(at.map(Times::parse).orElse(now), known.map(Times::parse).orElse(now));
    }

    /** Writes an answer in the form asked for, with parties by their keys. */
    void write(World world, PrintWriter out, List<String> text, Object answer) {
        String written = json ? JSON.writeValueAsString(answer) : String.join("\n", text);
        out.println(named(world, written));
        out.flush();
    }

    private static String named(World world, String text) {
        String named = text;
        for (Party party : world.parties()) {
            named = named.replace(party.id().toString(), party.key());
        }
        return named;
    }
}
