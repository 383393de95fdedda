package org.commonwatch.access.marking;

import org.commonwatch.access.saying.Phrase;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads policies of the Information Exchange Policy 2.0 (FIRST, November 2019). What it permits is
 * no condition; what it demands or forbids is one each.
 */
final class Iep {
    private static final Set<String> TELLS =
            Set.of(
                    "id",
                    "name",
                    "description",
                    "iep_version",
                    "external_reference",
                    "extension_type");

    private Iep() {}

    static List<Condition> means(Map<String, ?> policy) {
        List<Condition> means = new ArrayList<>();
        if (!MarkingDefinition.text(policy, "iep_version").equals("2.0")) {
            means.add(
                    new Condition.Unreadable(
                            "iep_version " + MarkingDefinition.text(policy, "iep_version")));
        }
        for (String key : policy.keySet()) {
            if (!TELLS.contains(key)) {
                add(means, key, MarkingDefinition.text(policy, key));
            }
        }
        return means;
    }

    private static void add(List<Condition> means, String key, String value) {
        String word = value.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
        String said = key + " " + word;
        switch (said) {
            case "encrypt_in_transit may",
                    "affected_party_notifications may",
                    "attribution may",
                    "unmodified_resale may",
                    "permitted_actions externally-visible-direct-actions" -> {}
            case "encrypt_in_transit must" -> means.add(Condition.Duty.to(Phrase.ENCRYPT));
            case "affected_party_notifications must-not" ->
                    means.add(Condition.Duty.to(Phrase.DO_NOT_NOTIFY));
            case "attribution must" -> means.add(Condition.Duty.to(Phrase.NAME_SOURCE));
            case "attribution must-not" -> means.add(Condition.Duty.to(Phrase.DO_NOT_NAME_SOURCE));
            case "unmodified_resale must-not" -> means.add(Condition.Duty.to(Phrase.DO_NOT_SELL));
            case "permitted_actions none" -> means.add(Condition.Duty.to(Phrase.ONLY_READ));
            case "permitted_actions contact-for-instruction",
                    "permitted_actions contact-for-instructions" ->
                    means.add(Condition.Duty.to(Phrase.ASK_BEFORE_ACTING));
            case "permitted_actions internally-visible-actions" ->
                    means.add(Condition.Duty.to(Phrase.ACT_UNSEEN));
            case "permitted_actions externally-visible-indirect-actions" ->
                    means.add(Condition.Duty.to(Phrase.ACT_INDIRECTLY));
            default -> means.add(other(key, value));
        }
    }

    private static Condition other(String key, String value) {
        try {
            return switch (key) {
                case "tlp" -> MarkingText.tlp(value);
                case "start_date" -> new Condition.Embargo(Instant.parse(value));
                case "end_date" -> new Condition.Expiry(Instant.parse(value));
                default -> new Condition.Unreadable(key + " " + value);
            };
        } catch (DateTimeParseException notADate) {
            return new Condition.Unreadable(key + " " + value);
        }
    }
}
