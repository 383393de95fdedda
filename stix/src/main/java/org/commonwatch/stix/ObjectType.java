package org.commonwatch.stix;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types that STIX 2.1 defines, with the section that does, and the one table of what is true of
 * each.
 */
public enum ObjectType {
    ATTACK_PATTERN("attack-pattern", Category.DOMAIN, "4.1"),
    CAMPAIGN("campaign", Category.DOMAIN, "4.2"),
    COURSE_OF_ACTION("course-of-action", Category.DOMAIN, "4.3"),
    GROUPING("grouping", Category.DOMAIN, "4.4"),
    IDENTITY("identity", Category.DOMAIN, "4.5"),
    INCIDENT("incident", Category.DOMAIN, "4.6"),
    INDICATOR("indicator", Category.DOMAIN, "4.7"),
    INFRASTRUCTURE("infrastructure", Category.DOMAIN, "4.8"),
    INTRUSION_SET("intrusion-set", Category.DOMAIN, "4.9"),
    LOCATION("location", Category.DOMAIN, "4.10"),
    MALWARE("malware", Category.DOMAIN, "4.11"),
    MALWARE_ANALYSIS("malware-analysis", Category.DOMAIN, "4.12"),
    NOTE("note", Category.DOMAIN, "4.13"),
    OBSERVED_DATA("observed-data", Category.DOMAIN, "4.14"),
    OPINION("opinion", Category.DOMAIN, "4.15"),
    REPORT("report", Category.DOMAIN, "4.16"),
    THREAT_ACTOR("threat-actor", Category.DOMAIN, "4.17"),
    TOOL("tool", Category.DOMAIN, "4.18"),
    VULNERABILITY("vulnerability", Category.DOMAIN, "4.19"),

    RELATIONSHIP("relationship", Category.RELATIONSHIP, "5.1"),
    SIGHTING("sighting", Category.RELATIONSHIP, "5.2"),

    ARTIFACT("artifact", "6.1", "hashes", "payload_bin"),
    AUTONOMOUS_SYSTEM("autonomous-system", "6.2", "number"),
    DIRECTORY("directory", "6.3", "path"),
    DOMAIN_NAME("domain-name", "6.4", "value"),
    EMAIL_ADDR("email-addr", "6.5", "value"),
    EMAIL_MESSAGE("email-message", "6.6", "from_ref", "subject", "body"),
    FILE("file", "6.7", "hashes", "name", "extensions", "parent_directory_ref"),
    IPV4_ADDR("ipv4-addr", "6.8", "value"),
    IPV6_ADDR("ipv6-addr", "6.9", "value"),
    MAC_ADDR("mac-addr", "6.10", "value"),
    MUTEX("mutex", "6.11", "name"),
    NETWORK_TRAFFIC(
            "network-traffic",
            "6.12",
            "start",
            "end",
            "src_ref",
            "dst_ref",
            "src_port",
            "dst_port",
            "protocols",
            "extensions"),
    /** Has no properties that tell two processes apart, so that its ids are random. */
    PROCESS("process", "6.13"),
    SOFTWARE("software", "6.14", "name", "cpe", "swid", "vendor", "version"),
    URL("url", "6.15", "value"),
    USER_ACCOUNT("user-account", "6.16", "account_type", "user_id", "account_login"),
    WINDOWS_REGISTRY_KEY("windows-registry-key", "6.17", "key", "values"),
    X509_CERTIFICATE("x509-certificate", "6.18", "hashes", "serial_number"),

    LANGUAGE_CONTENT("language-content", Category.META, "7.1"),
    MARKING_DEFINITION("marking-definition", Category.META, "7.2.1"),
    EXTENSION_DEFINITION("extension-definition", Category.META, "7.3"),
    BUNDLE("bundle", Category.BUNDLE, "8");

    /** What sort of thing a type is (STIX 2.1 §1.2). */
    public enum Category {
        /** A STIX Domain Object. */
        DOMAIN,
        /** A STIX Relationship Object. */
        RELATIONSHIP,
        /** A STIX Cyber-observable Object. */
        OBSERVABLE,
        /** A STIX Meta Object. */
        META,
        /** What objects are sent in, and no STIX object itself. */
        BUNDLE
    }

    private static final Map<String, ObjectType> BY_LABEL =
            Arrays.stream(values())
                    .collect(Collectors.toMap(ObjectType::label, Function.identity()));

    private final String label;
    private final Category category;
    private final String section;

    @SuppressWarnings("ImmutableEnumChecker") // it is a List.of
    private final List<String> idProperties;

    ObjectType(String label, Category category, String section) {
        this.label = label;
        this.category = category;
        this.section = section;
        this.idProperties = List.of();
    }

    ObjectType(String label, String section, String... idProperties) {
        this.label = label;
        this.category = Category.OBSERVABLE;
        this.section = section;
        this.idProperties = List.of(idProperties);
    }

    /** The type that is written so, or null if STIX 2.1 does not define it. */
    public static @Nullable ObjectType of(String label) {
        return BY_LABEL.get(label);
    }

    /** As it is written in {@code type}. */
    public String label() {
        return label;
    }

    /** What sort of thing it is. */
    public Category category() {
        return category;
    }

    /** The section of STIX 2.1 that defines it. */
    public String section() {
        return section;
    }

    /** The ID Contributing Properties of an observable (STIX 2.1 §2.9); else empty. */
    public List<String> idProperties() {
        return idProperties;
    }
}
