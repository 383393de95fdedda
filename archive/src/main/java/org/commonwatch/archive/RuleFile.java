package org.commonwatch.archive;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.CountingRule.Clause;
import org.commonwatch.telemetry.event.CountingRule.Condition;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.Unit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Counting rules in YAML files. What a file says that is not known is refused with its line and the
 * nearest known word.
 */
public final class RuleFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,40}/[a-z0-9-]{1,40}");
    private static final List<String> FACTS =
            Arrays.stream(Fact.values()).map(Fact::label).toList();
    private static final List<String> UNITS =
            Arrays.stream(Unit.values()).map(Unit::label).toList();

    private RuleFile() {}

    /**
     * The rule that is shipped: the same as {@link CountingRule#ATTACKS}, to start one's own from.
     */
    public static CountingRule shipped() {
        return rule(YamlFile.shipped("/rules/attacks.yaml"));
    }

    /** The rule in a file. Throws {@link ArchiveRefusedException} if it holds none. */
    public static CountingRule read(Path file) {
        return rule(YamlFile.read(file));
    }

    /**
     * The rule that a text is. Throws {@link ArchiveRefusedException} if it is none.
     *
     * @param name of the text in refusals
     */
    public static CountingRule parse(String name, String text) {
        return rule(YamlFile.parse(name, text));
    }

    private static CountingRule rule(YamlNode root) {
        Map<String, YamlNode> entries =
                root.object(List.of("rule", "version", "sentences", "established", "records"));
        YamlNode name = root.needed(entries, "rule");
        YamlNode version = root.needed(entries, "version");
        if (!NAME.matcher(name.text()).matches()) {
            throw name.refused(
                    "'" + name.text() + "' is no name", "Write small letters, digits and hyphens.");
        }
        if (!VERSION.matcher(version.text()).matches()) {
            throw version.refused(
                    "'" + version.text() + "' is no version", "Write a whole number from 1 on.");
        }
        YamlNode sentences = root.needed(entries, "sentences");
        Map<Unit, String> ofUnits = new EnumMap<>(Unit.class);
        Map<String, YamlNode> said =
                sentences.object(List.of("probe", "alert", "context", "established"));
        for (Unit unit : Unit.values()) {
            ofUnits.put(unit, sentences.needed(said, unit.label()).text());
        }
        return new CountingRule(
                new RuleId(name.text(), Integer.parseInt(version.text())),
                root.needed(entries, "established").list().stream()
                        .map(node -> condition(node, node.object(List.of("when", "unless"))))
                        .toList(),
                root.needed(entries, "records").list().stream().map(RuleFile::clause).toList(),
                ofUnits,
                sentences.needed(said, "established").text());
    }

    private static Clause clause(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("type", "unit", "when", "unless"));
        YamlNode type = node.needed(entries, "type");
        if (!TYPE.matcher(type.text()).matches()) {
            throw type.refused(
                    "'" + type.text() + "' is no type of records",
                    "Write the format and its word for the record, such as eve/alert.");
        }
        YamlNode word = node.needed(entries, "unit");
        String unit = word.oneOf(UNITS, "context");
        return new Clause(
                type.text(),
                Arrays.stream(Unit.values())
                        .filter(known -> known.label().equals(unit))
                        .findFirst()
                        .orElseThrow(),
                condition(node, entries));
    }

    private static Condition condition(YamlNode node, Map<String, YamlNode> entries) {
        return new Condition(bits(node, entries, "when"), bits(node, entries, "unless"));
    }

    private static int bits(YamlNode node, Map<String, YamlNode> entries, String key) {
        if (!entries.containsKey(key)) {
            return 0;
        }
        int bits = 0;
        for (YamlNode word : node.needed(entries, key).list()) {
            String label = word.oneOf(FACTS, "");
            for (Fact fact : Fact.values()) {
                bits |= fact.label().equals(label) ? fact.bit() : 0;
            }
        }
        return bits;
    }
}
