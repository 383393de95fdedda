package org.commonwatch.archive;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a YAML file that must hold something of a certain shape, and is refused by its line if
 * it does not.
 *
 * @param file name of the file in refusals
 * @param depth how many steps may lead further down
 */
public record YamlNode(String file, Node node, int depth) {
    /** The entries of an object, all of whose keys must be known. */
    public Map<String, YamlNode> object(List<String> known) {
        Map<String, YamlNode> entries = object();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                YamlNode key = below(entry.getKeyNode());
                key.known(key.text(), known);
            }
        }
        return entries;
    }

    /** The entries of an object with any keys, in their order. */
    public Map<String, YamlNode> object() {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("an object is expected here", "Write keys and values.");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = new YamlNode(file, entry.getKeyNode(), depth).text();
            if (entries.put(key, below(entry.getValueNode())) != null) {
                throw below(entry.getKeyNode())
                        .refused("'" + key + "' comes twice", "Leave one of them out.");
            }
        }
        return entries;
    }

    /** The elements of a list. */
    public List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refused("a list is expected here", "Write it in [brackets].");
        }
        List<YamlNode> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(below(element));
        }
        return elements;
    }

    /** The elements of a list of texts. */
    public List<String> texts() {
        return list().stream().map(YamlNode::text).toList();
    }

    /** A text, or whatever else is written as one. */
    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw refused("a text is expected here", "Write a text.");
        }
        String text = scalar.getValue();
        if (text.chars().anyMatch(c -> c > 0x7E || c < ' ')) {
            throw refused("'" + text + "' is not of printable ASCII", "Write it in ASCII.");
        }
        return text;
    }

    /** A text for people, in any script. */
    public String words() {
        if (!(node instanceof ScalarNode scalar)) {
            throw refused("a text is expected here", "Write a text.");
        }
        String text = scalar.getValue();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw refused("the text has control characters", "Leave them out.");
        }
        return text;
    }

    /** A text of one character. */
    char character() {
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (text.length() != 1 || text.charAt(0) > 0x7E) {
            throw refused("one character is expected here", "Write one, such as \",\".");
        }
        return text.charAt(0);
    }

    /** Yes or no. */
    public boolean truth() {
        return oneOf(List.of("true", "false"), "false").equals("true");
    }

    /** One of some words; of several the one that is written. */
    public String oneOf(List<String> known, String of) {
        String text = text();
        known(text, known);
        return known.contains(text) ? text : of;
    }

    /** Refuses a word that is not known. */
    public void known(String word, List<String> known) {
        if (!known.contains(word)) {
            String remedy =
                    Nearest.to(word, known)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Write one of " + String.join(", ", known) + ".");
            throw refused("'" + word + "' is not known here", remedy);
        }
    }

    /** The entry of that key, which must be there. */
    public YamlNode needed(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key))
                .orElseThrow(() -> refused("'" + key + "' is missing", "Write it in this object."));
    }

    /** The refusal of what stands here, to be thrown. */
    public ArchiveRefusedException refused(String what, String remedy) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return YamlFile.refused(file, line, what, remedy);
    }

    private YamlNode below(Node next) {
        if (depth == 0) {
            throw refused("it is nested too deeply", "Write it as the shipped files are.");
        }
        return new YamlNode(file, next, depth - 1);
    }
}
