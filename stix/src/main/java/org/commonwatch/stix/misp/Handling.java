package org.commonwatch.stix.misp;

import static java.util.stream.Collectors.joining;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an event or an attribute is to be handled, as STIX says it: tags of the Traffic Light
 * Protocol and of the Permissible Actions Protocol, the distribution, and the sharing group.
 */
final class Handling {
    private static final String TLP = "tlp:";
    private static final String PAP = "pap:";
    private static final int ALL = 3;
    private static final int GROUP = 4;
    private static final int INHERIT = 5;

    // By id, in order; those of official levels need no definition to go along.
    private final Map<StixId, Optional<JsonObject>> markings = new LinkedHashMap<>();
    private final List<String> labels = new ArrayList<>();

    /** Of an event or of an attribute by itself. */
    Handling(JsonObject of) {
        for (JsonObject tag : Members.objects(of, "Tag")) {
            tag(Members.text(tag, "name"));
        }
        String level = Members.text(of, "distribution");
        if (level.matches("\\d")) {
            distribution(Integer.parseInt(level), of);
        } else if (!level.isEmpty()) {
            mark(Tlp.RED);
        }
    }

    private void tag(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith(TLP)) {
            mark(level(lower.substring(TLP.length())));
        } else if (lower.startsWith(PAP)) {
            String colour = lower.substring(PAP.length());
            define("pap", new JsonString(colour), "PAP:" + colour.toUpperCase(Locale.ROOT));
        }
        if (!name.isBlank()) {
            labels.add(name);
        }
    }

    // What is no level is read by nobody else: who wrote it meant to keep it close.
    private static Tlp level(String colour) {
        if (colour.equals("white")) {
            return Tlp.CLEAR;
        }
        for (Tlp each : Tlp.values()) {
            if (each.label().equalsIgnoreCase(TLP + colour)) {
                return each;
            }
        }
        return Tlp.RED;
    }

    private void mark(Tlp level) {
        markings.put(level.marking(), Optional.empty());
    }

    private void distribution(int level, JsonObject of) {
        if (level == ALL || level == INHERIT) {
            return;
        }
        List<String> organisations = new ArrayList<>();
        String group = "";
        if (level == GROUP) {
            Optional<JsonObject> sharing = Members.object(of, "SharingGroup");
            group = sharing.map(each -> Members.text(each, "uuid")).orElse("");
            for (JsonObject each :
                    sharing.map(one -> Members.objects(one, "SharingGroupOrg")).orElse(List.of())) {
                Members.object(each, "Organisation")
                        .flatMap(Members::uuid)
                        .ifPresent(uuid -> organisations.add(uuid.toString()));
            }
        }
        JsonObject.Builder value = JsonObject.builder().put("level", JsonNumber.of(level));
        if (!group.isEmpty()) {
            value.put("sharing_group", group);
        }
        if (!organisations.isEmpty()) {
            value.put("organisations", Members.array(organisations.stream().sorted().toList()));
        }
        define("misp_distribution", value.build(), "MISP distribution " + level);
    }

    private void define(String name, Json value, String called) {
        StixId id =
                new StixId(
                        "marking-definition",
                        StixId.derived(
                                        "marking-definition",
                                        Extension.ID.uuid(),
                                        name,
                                        value.toString())
                                .uuid());
        markings.put(
                id,
                Optional.of(
                        JsonObject.builder()
                                .put("type", "marking-definition")
                                .put("spec_version", "2.1")
                                .put("id", id.toString())
                                .put("created", Extension.CREATED)
                                .put("created_by_ref", Extension.AUTHOR.toString())
                                .put("name", called)
                                .put(
                                        "extensions",
                                        JsonObject.builder()
                                                .put(
                                                        Extension.ID.toString(),
                                                        JsonObject.builder()
                                                                .put(
                                                                        "extension_type",
                                                                        "property-extension")
                                                                .put(name, value)
                                                                .build())
                                                .build())
                                .build()));
    }

    /** Ids of the marking definitions. */
    List<StixId> refs() {
        return List.copyOf(markings.keySet());
    }

    /** Those definitions that are not known to everybody. */
    List<JsonObject> definitions() {
        return markings.values().stream().flatMap(Optional::stream).toList();
    }

    /** The names of all tags, as they were written. */
    List<String> labels() {
        return labels;
    }

    @Override
    public String toString() {
        return markings.keySet().stream().map(StixId::toString).collect(joining(", "));
    }
}
