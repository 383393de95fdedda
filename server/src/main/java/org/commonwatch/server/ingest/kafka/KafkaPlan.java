package org.commonwatch.server.ingest.kafka;

import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.server.pipeline.Formats;
import org.commonwatch.telemetry.sensor.dialect.Dialect;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Which topics are taken in, and from where.
 *
 * @param client properties of the client besides those that this server decides
 * @param topics by their names
 */
public record KafkaPlan(Map<String, String> client, Map<String, Topic> topics) {
    /**
     * Whose lines a topic has.
     *
     * @param sensor a name with the role sensor
     */
    public record Topic(String sensor, Dialect format) {}

    public KafkaPlan {
        client = Map.copyOf(client);
        topics = Map.copyOf(topics);
    }

    /** Reads a file that the operator wrote; throws what {@link YamlFile} does. */
    public static KafkaPlan read(Path file) {
        YamlNode root = YamlFile.read(file);
        Map<String, YamlNode> entries = root.object(List.of("servers", "properties", "topics"));
        Map<String, String> client = new LinkedHashMap<>();
        if (entries.containsKey("properties")) {
            properties(root.needed(entries, "properties"), client);
        }
        client.put("bootstrap.servers", String.join(",", root.needed(entries, "servers").texts()));
        Map<String, Topic> topics = new LinkedHashMap<>();
        for (YamlNode each : new ArrayList<>(root.needed(entries, "topics").list())) {
            Map<String, YamlNode> topic = each.object(List.of("topic", "sensor", "format"));
            YamlNode format = each.needed(topic, "format");
            topics.put(
                    each.needed(topic, "topic").text(),
                    new Topic(each.needed(topic, "sensor").text(), Formats.read(format)));
        }
        return new KafkaPlan(client, topics);
    }

    private static void properties(YamlNode file, Map<String, String> into) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file.text()))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw file.refused(
                    "'" + file.text() + "' is no file of properties that can be read",
                    "Check that it is there and belongs to the user that runs this.");
        }
        properties.stringPropertyNames().forEach(key -> into.put(key, properties.getProperty(key)));
    }

    // What is in the properties may be secret.
    @Override
    public String toString() {
        return "KafkaPlan" + topics.keySet();
    }
}
