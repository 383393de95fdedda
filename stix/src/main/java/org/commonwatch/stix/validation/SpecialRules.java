package org.commonwatch.stix.validation;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What the tables cannot say of an object: one small function each. */
final class SpecialRules {
    private static final Rule CVE = Rule.must("S187", "4.19.1");
    private static final Rule CAPEC = Rule.must("S104", "4.1.1");
    private static final Rule REFERENCE_HASHES = Rule.should("extref-hashes", "S011", "2.5.1");
    private static final Rule NAME = Rule.should("indicator-properties", "S117", "4.7.1");
    private static final Rule DESCRIPTION = Rule.should("indicator-properties", "S118", "4.7.1");
    private static final Rule FAMILY = Rule.must("S144", "4.11.1");
    private static final Rule OBSERVABLE = Rule.must("S168", "4.14.1");
    private static final Rule RELATIONSHIP = Rule.should("relationship-types", "S191", "5.1.2");
    private static final Rule BODY = Rule.must("S235", "6.6.1");
    private static final Rule PARTS = Rule.must("S236", "6.6.1");
    private static final Rule ACTIVE = Rule.must("S302", "6.12.1");
    private static final Rule PORTS = Rule.should("network-traffic-ports", "S299", "6.12");
    private static final Rule TOPLEVEL = Rule.must("S419", "7.3.1");
    private static final Rule NAMES = Rule.should("extension-properties", "S418", "7.3.1");
    private static final Rule EXPLAINED = Rule.should("extension-description", "S416", "7.3.1");

    private static final Set<String> RELATIONSHIPS = relationships();
    private static final Set<String> ANY_RELATIONSHIPS =
            Set.of("related-to", "derived-from", "duplicate-of");

    private SpecialRules() {}

    /** The rule of the name, as the tables call it. */
    static Constraint named(String name) {
        return switch (name) {
            case "id" -> Identity::check;
            case "selectors" -> Markings::checkSelectors;
            case "marking" -> Markings::checkDefinition;
            case "catalogue" -> SpecialRules::catalogue;
            case "reference-hashes" -> SpecialRules::referenceHashes;
            case "pattern" -> Patterns::check;
            case "indicator-properties" -> SpecialRules::indicatorProperties;
            case "family-name" -> SpecialRules::familyName;
            case "observed-observable" -> SpecialRules::observedObservable;
            case "relationship-types" -> SpecialRules::relationshipTypes;
            case "multipart" -> SpecialRules::multipart;
            case "active-end" -> SpecialRules::activeEnd;
            case "ports" -> SpecialRules::ports;
            case "extension-definition" -> SpecialRules::extensionDefinition;
            default -> throw new IllegalStateException("there is no rule " + name);
        };
    }

    /** An id of CVE or CAPEC names its catalogue, in the catalogue's own form. */
    private static void catalogue(JsonObject reference, Walk walk) {
        if (!(reference.get("source_name") instanceof JsonString source)) {
            return; // missing, or reported
        }
        catalogue(reference, source, "cve", CVE, walk);
        catalogue(reference, source, "capec", CAPEC, walk);
    }

    private static void catalogue(
            JsonObject reference, JsonString source, String name, Rule rule, Walk walk) {
        String id = reference.get("external_id") instanceof JsonString text ? text.value() : "";
        boolean ofCatalogue = name.equals("cve") ? isCve(id) : isCapec(id);
        boolean named = source.value().equals(name);
        if (ofCatalogue && !named) {
            walk.reportAt(
                    "source_name",
                    rule,
                    Walk.excerpt(source) + " is not the source of '" + Walk.cut(id) + "'",
                    "write " + name);
        } else if (named && !ofCatalogue) {
            walk.reportAt(
                    "external_id",
                    rule,
                    "'" + Walk.cut(id) + "' is not an id of " + name,
                    "write it as " + (name.equals("cve") ? "CVE-2016-1234" : "CAPEC-163"));
        } else if (!named && source.value().toLowerCase(Locale.ROOT).equals(name)) {
            walk.reportAt(
                    "source_name",
                    rule,
                    Walk.excerpt(source) + " is not in lower case",
                    "write " + name);
        }
    }

    private static boolean isCve(String id) {
        return id.startsWith("CVE-")
                && id.indexOf('-', 4) == 8
                && isNumber(id, 4, 8)
                && id.length() >= 13
                && isNumber(id, 9, id.length())
                && (id.charAt(9) != '0' || id.length() == 13);
    }

    private static boolean isCapec(String id) {
        return id.startsWith("CAPEC-") && isNumber(id, 6, id.length());
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Formats.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return to > from;
    }

    private static void referenceHashes(JsonObject reference, Walk walk) {
        if (reference.get("url") != null && reference.get("hashes") == null) {
            walk.report(
                    REFERENCE_HASHES,
                    "there is a url without hashes of what it leads to",
                    "add hashes, so that readers know it is what was meant");
        }
    }

    private static void indicatorProperties(JsonObject indicator, Walk walk) {
        if (indicator.get("name") == null) {
            walk.reportAt("name", NAME, "there is no name", "say what the indicator is for");
        }
        if (indicator.get("description") == null) {
            walk.reportAt(
                    "description",
                    DESCRIPTION,
                    "there is no description",
                    "say what the indicator detects");
        }
    }

    private static void familyName(JsonObject malware, Walk walk) {
        if (malware.get("is_family") == JsonBoolean.TRUE && malware.get("name") == null) {
            walk.reportAt("name", FAMILY, "a malware family has no name", "add it");
        }
    }

    /** Of what observed data refers to, something must be an observable. */
    private static void observedObservable(JsonObject observed, Walk walk) {
        if (!(observed.get("object_refs") instanceof JsonArray refs) || refs.items().isEmpty()) {
            return;
        }
        for (Json item : refs.items()) {
            if (!(item instanceof JsonString ref) || !Formats.isIdentifier(ref.value())) {
                return; // reported
            }
            String type = Formats.typeOf(ref.value());
            if (Identity.isObservable(type) || ObjectType.of(type) == null) {
                return;
            }
        }
        walk.reportAt(
                "object_refs",
                OBSERVABLE,
                "none of them refers to an observable",
                "refer to at least one observable");
    }

    private static Set<String> relationships() {
        Set<String> all = new HashSet<>();
        for (String line : DomainTable.RELATIONSHIPS.lines().toList()) {
            String[] words = line.split(" ", -1);
            for (int i = 2; i < words.length; i++) {
                all.add(words[0] + " " + words[1] + " " + words[i]);
            }
        }
        return all;
    }

    /** Between types of the standard's own, a type of relationship that it names for them. */
    private static void relationshipTypes(JsonObject object, Walk walk) {
        if (!(object.get("relationship_type") instanceof JsonString type)
                || !(object.get("source_ref") instanceof JsonString source)
                || !(object.get("target_ref") instanceof JsonString target)
                || !Formats.isIdentifier(source.value())
                || !Formats.isIdentifier(target.value())
                || ANY_RELATIONSHIPS.contains(type.value())) {
            return;
        }
        String from = Formats.typeOf(source.value());
        String to = Formats.typeOf(target.value());
        if (ObjectType.of(from) == null || ObjectType.of(to) == null) {
            return;
        }
        if (!RELATIONSHIPS.contains(from + " " + type.value() + " " + to)) {
            walk.reportAt(
                    "relationship_type",
                    RELATIONSHIP,
                    Walk.excerpt(type)
                            + " is not a relationship that the standard names from "
                            + from
                            + " to "
                            + to,
                    "use one that it names, or related-to");
        }
    }

    private static void multipart(JsonObject message, Walk walk) {
        Json multipart = message.get("is_multipart");
        if (multipart == JsonBoolean.TRUE && message.get("body") != null) {
            walk.reportAt(
                    "body", BODY, "a message of several parts has a body", "use body_multipart");
        }
        if (multipart == JsonBoolean.FALSE && message.get("body_multipart") != null) {
            walk.reportAt("body_multipart", PARTS, "a message of one part has several", "use body");
        }
    }

    private static void activeEnd(JsonObject traffic, Walk walk) {
        if (traffic.get("is_active") == JsonBoolean.TRUE && traffic.get("end") != null) {
            walk.reportAt(
                    "end", ACTIVE, "the traffic goes on and has an end", "say is_active false");
        }
    }

    private static void ports(JsonObject traffic, Walk walk) {
        if (traffic.get("src_port") == null || traffic.get("dst_port") == null) {
            walk.report(PORTS, "a port is missing", "add src_port and dst_port if there are any");
        }
    }

    private static void extensionDefinition(JsonObject definition, Walk walk) {
        boolean toplevel =
                definition.get("extension_types") instanceof JsonArray types
                        && types.items().contains(new JsonString("toplevel-property-extension"));
        boolean named = definition.get("extension_properties") != null;
        if (named && !toplevel) {
            walk.reportAt(
                    "extension_properties",
                    TOPLEVEL,
                    "there are properties for the top level, but no such extension",
                    "add toplevel-property-extension to extension_types, or leave them out");
        }
        if (toplevel && !named) {
            walk.reportAt(
                    "extension_properties",
                    NAMES,
                    "the properties for the top level are not named",
                    "name them");
        }
        if (definition.get("description") == null) {
            walk.reportAt(
                    "description", EXPLAINED, "there is no description", "say what it is for");
        }
    }
}
