package org.commonwatch.telemetry.event;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * What an event amounts to: the classifications of the Reference Security Incident Taxonomy (RSIT,
 * TF-CSIRT and ENISA), by their machine names.
 */
public enum Kind {
    ABUSIVE_CONTENT("abusive-content"),
    MALICIOUS_CODE("malicious-code"),
    INFORMATION_GATHERING("information-gathering"),
    INTRUSION_ATTEMPTS("intrusion-attempts"),
    INTRUSIONS("intrusions"),
    AVAILABILITY("availability"),
    INFORMATION_CONTENT_SECURITY("information-content-security"),
    FRAUD("fraud"),
    /** A weakness that was found; no class of Suricata's says so. */
    VULNERABLE("vulnerable"),
    OTHER("other");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /**
     * The kind of an alert, by the description of its class in Suricata's {@code
     * classification.config}, in any case. A description that says nothing of the kind, or that
     * nobody knows, is {@link #OTHER}.
     */
    public static Kind ofCategory(@Nullable String category) {
        if (category == null) {
            return OTHER;
        }
        return switch (category.strip().toLowerCase(Locale.ROOT)) {
            case "inappropriate content was detected" -> ABUSIVE_CONTENT;
            case "a network trojan was detected",
                    "malware command and control activity detected",
                    "domain observed used for c2 detected",
                    "exploit kit activity detected",
                    "possibly unwanted program detected",
                    "targeted malicious activity was detected" ->
                    MALICIOUS_CODE;
            case "attempted information leak",
                    "detection of a network scan",
                    "decode of an rpc query",
                    "possible social engineering attempted" ->
                    INFORMATION_GATHERING;
            case "web application attack",
                    "access to a potentially vulnerable web application",
                    "attempted administrator privilege gain",
                    "attempted user privilege gain",
                    "unsuccessful user privilege gain",
                    "attempt to login by a default username and password",
                    "an attempted login using a suspicious username was detected",
                    "executable code was detected" ->
                    INTRUSION_ATTEMPTS;
            case "successful administrator privilege gain",
                    "successful user privilege gain",
                    "successful credential theft detected" ->
                    INTRUSIONS;
            case "attempted denial of service",
                    "denial of service",
                    "detection of a denial of service attack" ->
                    AVAILABILITY;
            case "information leak",
                    "large scale information leak",
                    "sensitive data was transmitted across the network" ->
                    INFORMATION_CONTENT_SECURITY;
            case "crypto currency mining activity detected" -> FRAUD;
            default -> OTHER;
        };
    }

    /** The name in texts and URLs, such as {@code malicious-code}. */
    public String label() {
        return label;
    }
}
