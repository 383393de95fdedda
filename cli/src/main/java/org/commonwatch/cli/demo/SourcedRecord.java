package org.commonwatch.cli.demo;

import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.archive.world.AssertionFile;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A world of claims with their sources that is shipped, as a server takes it: parties go by their
 * names.
 *
 * @param charters the names of their files
 * @param parties by name
 * @param claims as JSON
 */
record SourcedRecord(List<String> charters, List<String> parties, List<String> claims) {

    static SourcedRecord shipped(String name) {
        YamlNode root = YamlFile.shipped(file(name, "world.yaml"));
        Map<String, YamlNode> entries = root.object();
        Map<String, String> names = new LinkedHashMap<>();
        for (YamlNode party : root.needed(entries, "parties").list()) {
            Map<String, YamlNode> own = party.object();
            names.put(party.needed(own, "key").text(), party.needed(own, "name").words());
        }
        List<String> claims = new ArrayList<>();
        for (String text : AssertionFile.texts(root)) {
            claims.add(named(JsonMapper.shared().readTree(text), names).toString());
        }
        return new SourcedRecord(
                root.needed(entries, "charters").texts(), List.copyOf(names.values()), claims);
    }

    static String file(String name, String file) {
        return "/scenarios/" + name + "/" + file;
    }

    // A key stands alone wherever it stands for a party.
    private static JsonNode named(JsonNode node, Map<String, String> names) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties()
                        .forEach(each -> copy.set(each.getKey(), named(each.getValue(), names)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(each -> copy.add(named(each, names)));
                yield copy;
            }
            case StringNode text ->
                    StringNode.valueOf(names.getOrDefault(text.stringValue(), text.stringValue()));
            default -> node;
        };
    }
}
