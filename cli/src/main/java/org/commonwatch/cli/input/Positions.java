package org.commonwatch.cli.input;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How far files were counted, kept from one run to the next. */
public final class Positions {
    /** No more files are known again; the oldest are forgotten first. */
    static final int FILES_LIMIT = 10_000;

    private static final long BYTES_LIMIT = 16L << 20;
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Positions() {}

    /** What an earlier run kept; nothing if there was none. */
    static List<Mark> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (Files.size(file) > BYTES_LIMIT) {
                throw unusable(file, "it is too large");
            }
            JsonNode state = JSON.readTree(Files.readAllBytes(file));
            if (state.path("version").asInt(0) != VERSION) {
                throw unusable(file, "it is not of version " + VERSION);
            }
            List<Mark> marks = new ArrayList<>();
            for (JsonNode mark : state.path("files")) {
                marks.add(JSON.treeToValue(mark, Mark.class));
            }
            if (marks.stream().anyMatch(mark -> mark.position() < 0 || mark.lines() < 0)) {
                throw unusable(file, "a position is below zero");
            }
            return marks;
        } catch (JacksonException e) {
            throw unusable(file, e.getOriginalMessage());
        } catch (IOException e) {
            throw unusable(file, Stop.reason(e));
        }
    }

    private static Stop unusable(Path file, String why) {
        return new Stop(
                ExitCode.FAILED,
                "'" + file + "' does not tell how far files were counted: " + why + ".",
                "Name another file, or remove it to count all files from their beginning.");
    }

    /** Keeps them, in place of what an earlier run kept. */
    static void write(Path file, List<Mark> marks) throws IOException {
        List<Mark> kept = marks.subList(Math.max(0, marks.size() - FILES_LIMIT), marks.size());
        try (WholeFile whole = WholeFile.at(file)) {
            whole.out().write(JSON.writeValueAsBytes(Map.of("version", VERSION, "files", kept)));
            whole.finish();
        }
    }
}
