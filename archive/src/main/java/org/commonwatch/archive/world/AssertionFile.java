package org.commonwatch.archive.world;

import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.nio.file.Path;
import java.util.List;

/** Assertions in a file of their own, as YAML or JSON. */
public final class AssertionFile {
    private static final String LIST = "assertions";

    private AssertionFile() {}

    /**
     * Each of them as one JSON text: of a list, of what stands under {@code assertions}, or the
     * only one. Whether they claim anything is not asked here. Throws {@link
     * org.commonwatch.archive.ArchiveRefusedException} if the file is none.
     */
    public static List<String> read(Path file) {
        return texts(YamlFile.read(file));
    }

    /** The same of a node of a file. */
    public static List<String> texts(YamlNode root) {
        if (root.node() instanceof SequenceNode) {
            return listed(root);
        }
        YamlNode list = root.object().get(LIST);
        return list == null ? List.of(json(root).toString()) : listed(list);
    }

    private static List<String> listed(YamlNode list) {
        return list.list().stream().map(each -> json(each).toString()).toList();
    }

    private static Json json(YamlNode node) {
        return switch (node.node()) {
            case MappingNode mapping -> {
                JsonObject.Builder object = JsonObject.builder();
                node.object().forEach((key, value) -> object.put(key, json(value)));
                yield object.build();
            }
            case SequenceNode sequence ->
                    new JsonArray(node.list().stream().map(AssertionFile::json).toList());
            default -> new JsonString(node.words());
        };
    }
}
