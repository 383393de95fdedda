package org.commonwatch.archive.events;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.events.Manifest.Part;
import org.commonwatch.archive.events.Manifest.Segment;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Manifests as JSON files: written in one step, and read only if they say all they must. */
final class ManifestFile {
    /** No manifest has more bytes. */
    static final int BYTES_LIMIT = 64 << 20;

    private static final String FORMAT = "commonwatch-events/1";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ManifestFile() {}

    /** Writes it so that after any end of this process either all of it is there or nothing. */
    static void write(Path folder, Manifest manifest) throws IOException {
        Durable.write(folder.resolve(manifest.run() + ".json"), bytes(manifest));
    }

    /** What its file says. */
    static byte[] bytes(Manifest manifest) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("run", manifest.run());
        json.put("made", manifest.made().toString());
        json.put("sensor", manifest.origin().sensor());
        json.put("rule", manifest.origin().rule());
        json.put("context", manifest.origin().context());
        ArrayNode segments = json.putArray("segments");
        for (Segment segment : manifest.origin().segments()) {
            segments.addObject()
                    .put("number", segment.number())
                    .put("name", segment.name())
                    .put("bytes", segment.bytes())
                    .put("sha256", segment.sha256());
        }
        if (!manifest.origin().replaces().isEmpty()) {
            ArrayNode replaces = json.putArray("replaces");
            manifest.origin().replaces().forEach(replaces::add);
        }
        put(json.putArray("parts"), manifest.parts());
        put(json.putArray("raw"), manifest.raw());
        return JSON.writeValueAsBytes(json);
    }

    private static void put(ArrayNode array, List<Part> parts) {
        for (Part part : parts) {
            array.addObject()
                    .put("file", part.file())
                    .put("count", part.count())
                    .put("bytes", part.bytes())
                    .put("sha256", part.sha256())
                    .put("first", part.first().toString())
                    .put("last", part.last().toString());
        }
    }

    /** Reads it. Throws {@link ArchiveRefusedException} if it is not as one was written. */
    static Manifest read(Path file) throws IOException {
        if (Files.size(file) > BYTES_LIMIT) {
            throw damaged(file, "it has more than " + BYTES_LIMIT + " bytes");
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (!json.path("format").asString("").equals(FORMAT)) {
                throw damaged(file, "its format is not " + FORMAT);
            }
            String run = text(json, "run");
            if (!file.endsWith(run + ".json")) {
                throw damaged(file, "it is the manifest of another run");
            }
            return new Manifest(
                    run,
                    Instant.parse(text(json, "made")),
                    new Manifest.Origin(
                            text(json, "sensor"),
                            text(json, "rule"),
                            json.required("context").booleanValue(),
                            segments(json),
                            replaces(json)),
                    parts(json.required("parts"), PartNames::isOfEvents),
                    parts(json.required("raw"), PartNames::isRaw));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw damaged(file, "it cannot be understood");
        }
    }

    private static List<Segment> segments(JsonNode json) {
        List<Segment> segments = new ArrayList<>();
        for (JsonNode segment : json.required("segments")) {
            segments.add(
                    new Segment(
                            segment.required("number").intValue(),
                            text(segment, "name"),
                            number(segment, "bytes"),
                            digest(segment)));
        }
        return segments;
    }

    private static List<String> replaces(JsonNode json) {
        List<String> replaces = new ArrayList<>();
        for (JsonNode run : json.path("replaces")) {
            if (!PartNames.isRun(run.stringValue())) {
                throw new IllegalArgumentException("no name of a run: " + run);
            }
            replaces.add(run.stringValue());
        }
        return replaces;
    }

    private static List<Part> parts(JsonNode array, Predicate<String> named) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : array) {
            String name = text(part, "file");
            if (!named.test(name)) {
                throw new IllegalArgumentException("no name of a part: " + name);
            }
            parts.add(
                    new Part(
                            name,
                            number(part, "count"),
                            number(part, "bytes"),
                            digest(part),
                            Instant.parse(text(part, "first")),
                            Instant.parse(text(part, "last"))));
        }
        return parts;
    }

    private static String digest(JsonNode node) {
        String digest = text(node, "sha256");
        if (!SHA256.matcher(digest).matches()) {
            throw new IllegalArgumentException("no digest: " + digest);
        }
        return digest;
    }

    private static long number(JsonNode node, String key) {
        return node.required(key).longValue();
    }

    private static String text(JsonNode node, String key) {
        return node.required(key).stringValue();
    }

    private static ArchiveRefusedException damaged(Path file, String what) {
        return new ArchiveRefusedException(
                new ArchiveRefusal.DamagedArchive(file.toString(), what));
    }
}
