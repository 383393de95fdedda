package org.commonwatch.cli.ingest;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of each file a server has acknowledged, kept in a file from one run to the next: what is
 * known to be there is not sent again. Without it all is sent, and counted once all the same.
 */
public final class Acknowledged {
    private static final long BYTES_LIMIT = 64L << 20;
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Optional<Path> file;
    private final Map<String, Place> places;

    /**
     * A place in an input.
     *
     * @param bytes unpacked, before it
     * @param sha256 of them, in hexadecimal
     */
    public record Place(long bytes, String sha256) {}

    private Acknowledged(Optional<Path> file, Map<String, Place> places) {
        this.file = file;
        this.places = places;
    }

    /** What an earlier run kept; nothing if there was none, or nothing is to be kept. */
    static Acknowledged read(Optional<Path> file) {
        Map<String, Place> places = new LinkedHashMap<>();
        if (file.isPresent() && Files.exists(file.get())) {
            Path path = file.get();
            try {
                if (Files.size(path) > BYTES_LIMIT) {
                    throw unusable(path, "it is too large");
                }
                JsonNode state = JSON.readTree(Files.readAllBytes(path));
                if (state.path("version").asInt(0) != VERSION) {
                    throw unusable(path, "it is not of version " + VERSION);
                }
                for (Map.Entry<String, JsonNode> each : state.path("files").properties()) {
                    places.put(each.getKey(), JSON.treeToValue(each.getValue(), Place.class));
                }
            } catch (JacksonException e) {
                throw unusable(path, e.getOriginalMessage());
            } catch (IOException e) {
                throw unusable(path, Stop.reason(e));
            }
        }
        return new Acknowledged(file, places);
    }

    private static Stop unusable(Path file, String why) {
        return new Stop(
                ExitCode.FAILED,
                "'" + file + "' does not tell what was acknowledged: " + why + ".",
                "Name another file, or remove it: nothing is counted twice.");
    }

    Optional<Place> of(String input) {
        return Optional.ofNullable(places.get(input));
    }

    /** Keeps how much of an input is acknowledged. */
    void put(String input, Place place) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        places.put(input, place);
        try (WholeFile whole = WholeFile.at(file.get())) {
            whole.out().write(JSON.writeValueAsBytes(Map.of("version", VERSION, "files", places)));
            whole.finish();
        }
    }
}
