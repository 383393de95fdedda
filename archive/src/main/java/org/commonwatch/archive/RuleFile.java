package org.commonwatch.archive;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.CountingRule.Clause;
import org.commonwatch.telemetry.event.CountingRule.Condition;
import org.commonwatch.telemetry.event.CountingRule.Sentences;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.event.Unit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counting rules in YAML files. What a file says that is not known is refused with its line and the
 * nearest known word.
 */
public final class RuleFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern GAP = Pattern.compile("[1-9][0-9]{0,4}[smh]");
    private static final Pattern PREFIX = Pattern.compile("[1-9][0-9]?");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,40}/[a-z0-9-]{1,40}");
    private static final List<String> FACTS =
            Arrays.stream(Fact.values()).map(Fact::label).toList();
    // Those that a single record can be of.
    private static final Set<Unit> UNITS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Unit.SESSION)));
    private static final Set<Unit> UNITS_OF_SESSIONS =
            Collections.unmodifiableSet(EnumSet.of(Unit.PROBE, Unit.ALERT));

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
                root.object(
                        List.of(
                                "rule",
                                "version",
                                "sentences",
                                "established",
                                "records",
                                "sessions"));
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
        for (Unit unit : UNITS) {
            ofUnits.put(unit, sentences.needed(said, unit.label()).text());
        }
        return new CountingRule(
                new RuleId(name.text(), Integer.parseInt(version.text())),
                root.needed(entries, "established").list().stream()
                        .map(node -> condition(node, node.object(List.of("when", "unless"))))
                        .toList(),
                root.needed(entries, "records").list().stream().map(RuleFile::clause).toList(),
                new Sentences(ofUnits, sentences.needed(said, "established").text()),
                Optional.ofNullable(entries.get("sessions")).map(RuleFile::sessions));
    }

    private static SessionRule sessions(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("of", "gap", "prefix4", "prefix6"));
        YamlNode of = node.needed(entries, "of");
        Set<Unit> units = EnumSet.noneOf(Unit.class);
        of.list().forEach(word -> units.add(unit(word, UNITS_OF_SESSIONS)));
        if (units.isEmpty()) {
            throw of.refused("sessions of nothing", "Write [probe, alert], or one of them.");
        }
        return new SessionRule(
                units,
                gap(node.needed(entries, "gap")),
                prefix(node.needed(entries, "prefix4"), SessionRule.PREFIX4_LIMIT),
                prefix(node.needed(entries, "prefix6"), SessionRule.PREFIX6_LIMIT));
    }

    private static Duration gap(YamlNode node) {
        Matcher text = GAP.matcher(node.text());
        if (text.matches()) {
            Duration gap = Duration.parse("PT" + text.group());
            if (gap.compareTo(SessionRule.GAP_LIMIT) <= 0) {
                return gap;
            }
        }
        throw node.refused(
                "'" + node.text() + "' is no gap between events of a session",
                "Write a number of seconds, minutes or hours, such as 30m, up to 24h.");
    }

    private static int prefix(YamlNode node, int limit) {
        boolean isNumber = PREFIX.matcher(node.text()).matches();
        if (!isNumber || Integer.parseInt(node.text()) > limit) {
            throw node.refused(
                    "'" + node.text() + "' is no length of a network's prefix",
                    "Write a number of bits from 1 to " + limit + ".");
        }
        return Integer.parseInt(node.text());
    }

    // An unknown word is refused.
    private static Unit unit(YamlNode word, Set<Unit> known) {
        String label = word.oneOf(known.stream().map(Unit::label).toList(), "");
        return known.stream().filter(unit -> unit.label().equals(label)).findFirst().orElseThrow();
    }

    private static Clause clause(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("type", "unit", "when", "unless"));
        YamlNode type = node.needed(entries, "type");
        if (!TYPE.matcher(type.text()).matches()) {
            throw type.refused(
                    "'" + type.text() + "' is no type of records",
                    "Write the format and its word for the record, such as eve/alert.");
        }
        return new Clause(
                type.text(), unit(node.needed(entries, "unit"), UNITS), condition(node, entries));
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
