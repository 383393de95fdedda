package org.commonwatch.access.marking;

import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads markings of the Access Control Specification 3.0, as its STIX extension has them. Whoever
 * reads must be within the scope of every privilege that is permitted, and outside of every one
 * that is denied; that is stricter than the specification where several differ, and never wider.
 */
final class Acs {
    static final String EXTENSION = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce";

    private static final Set<String> TELLS =
            Set.of(
                    "extension_type",
                    "identifier",
                    "name",
                    "create_date_time",
                    "responsible_entity_custodian",
                    "responsible_entity_originator",
                    "authority_reference",
                    "policy_reference",
                    "original_classification",
                    "derivative_classification");
    private static final List<String> SCOPES =
            List.of("permitted_nationalities", "permitted_organizations", "shareability", "entity");
    private static final String ALL = "ALL";

    private Acs() {}

    static List<Condition> means(Map<String, ?> marking) {
        List<Condition> means = new ArrayList<>();
        policy(means, marking);
        for (Map.Entry<String, ?> entry : marking.entrySet()) {
            Object value = entry.getValue();
            switch (entry.getKey()) {
                case "access_privilege" ->
                        objects(means, entry.getKey(), value)
                                .forEach(each -> privilege(means, each));
                case "further_sharing" ->
                        objects(means, entry.getKey(), value).forEach(each -> sharing(means, each));
                case "control_set" -> controls(means, MarkingDefinition.object(value));
                case "resource_disposition" -> disposition(means, MarkingDefinition.object(value));
                default -> {
                    if (!TELLS.contains(entry.getKey())) {
                        means.add(unreadable(entry.getKey()));
                    }
                }
            }
        }
        return means;
    }

    // What is not said is denied, unless the policy says otherwise.
    private static void policy(List<Condition> means, Map<String, ?> marking) {
        String policy = MarkingDefinition.text(marking, "policy_reference");
        if (!policy.startsWith("urn:isa:policy:acs:ns:v3.0")) {
            means.add(unreadable("policy_reference " + policy));
        }
        if (!policy.contains("privdefault=permit") && !marking.containsKey("access_privilege")) {
            means.add(new Condition.OnlyTo(Circle.of(Set.of())));
        }
        if (!policy.contains("sharedefault=permit") && !marking.containsKey("further_sharing")) {
            means.add(Condition.Duty.NO_ONWARD);
        }
    }

    private static Condition unreadable(String what) {
        return new Condition.Unreadable("ACS: " + what);
    }

    private static void privilege(List<Condition> means, Map<String, ?> privilege) {
        String action = MarkingDefinition.text(privilege, "privilege_action");
        String effect = MarkingDefinition.text(privilege, "rule_effect");
        Map<String, ?> scope = MarkingDefinition.object(privilege.get("privilege_scope"));
        boolean known = effect.equals("permit") || effect.equals("deny");
        if (action.isEmpty() || !known || scope.isEmpty()) {
            means.add(unreadable("access_privilege " + action));
            return;
        }
        if (!SCOPES.containsAll(scope.keySet())) {
            means.add(unreadable("privilege_scope " + scope.keySet()));
        }
        Set<String> denied = new LinkedHashSet<>();
        for (String sort : SCOPES) {
            groups(scope, sort)
                    .ifPresent(groups -> {
                        if (effect.equals("permit")) {
                            means.add(new Condition.OnlyTo(Circle.ofGroups(groups)));
                        } else {
                            denied.addAll(groups);
                        }
                    });
        }
        if (effect.equals("deny")) {
            means.add(
                    denied.isEmpty()
                            ? new Condition.OnlyTo(Circle.of(Set.of()))
                            : new Condition.NotTo(Circle.ofGroups(denied)));
        }
        if (!action.equals(ALL)) {
            means.add(
                    new Condition.Duty(
                            Saying.of(effect.equals("permit") ? Phrase.ACS_PERMIT : Phrase.ACS_DENY)
                                    .with("action", action)));
        }
    }

    private static Optional<Set<String>> groups(Map<String, ?> scope, String sort) {
        List<String> names = MarkingDefinition.texts(scope.get(sort));
        if (!scope.containsKey(sort) || names.contains(ALL)) {
            return Optional.empty();
        }
        Set<String> groups = new LinkedHashSet<>();
        names.forEach(name -> groups.add("acs-" + sort + ":" + name));
        return Optional.of(groups);
    }

    private static void sharing(List<Condition> means, Map<String, ?> sharing) {
        means.add(
                new Condition.Duty(
                        Saying.of(
                                        MarkingDefinition.text(sharing, "rule_effect")
                                                        .equals("permit")
                                                ? Phrase.SHARE_WITH
                                                : Phrase.DO_NOT_SHARE_WITH)
                                .withAll(
                                        "whom",
                                        MarkingDefinition.texts(sharing.get("sharing_scope")))));
    }

    // Classified information has no place here, so whoever marks so is taken at their word.
    private static void controls(List<Condition> means, Map<String, ?> controls) {
        for (Map.Entry<String, ?> control : controls.entrySet()) {
            String values = String.join(", ", MarkingDefinition.texts(control.getValue()));
            if (control.getKey().equals("classification") && !values.equals("U")) {
                means.add(unreadable("classification " + values));
            } else {
                means.add(
                        new Condition.Duty(
                                Saying.of(Phrase.HANDLE_AS)
                                        .with("control", control.getKey())
                                        .with("value", values)));
            }
        }
    }

    private static void disposition(List<Condition> means, Map<String, ?> disposition) {
        String date = MarkingDefinition.text(disposition, "disposition_date");
        try {
            means.add(new Condition.Expiry(Instant.parse(date)));
        } catch (DateTimeParseException notADate) {
            means.add(unreadable("disposition_date " + date));
        }
        means.add(
                new Condition.Duty(
                        Saying.of(Phrase.AT_ITS_END)
                                .with(
                                        "process",
                                        MarkingDefinition.text(
                                                disposition, "disposition_process"))));
    }

    private static List<Map<String, ?>> objects(List<Condition> means, String key, Object value) {
        List<Map<String, ?>> objects = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> objects.add(MarkingDefinition.object(each)));
        }
        if (objects.isEmpty()) {
            means.add(unreadable(key));
        }
        return objects;
    }
}
