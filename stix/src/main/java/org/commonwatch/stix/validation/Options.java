package org.commonwatch.stix.validation;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to look for beyond the standard's MUSTs.
 *
 * @param disabled the names of checks whose warnings are not wanted; see {@link #CHECKS}
 * @param standardProperties whether properties that the standard does not define are errors
 * @param standardTypes whether types of objects that the standard does not define are errors
 */
public record Options(Set<String> disabled, boolean standardProperties, boolean standardTypes) {
    /** All checks, and custom properties and objects as the standard allows them. */
    public static final Options USUAL = new Options(Set.of(), false, false);

    /** The names of all checks that give warnings. */
    public static final Set<String> CHECKS = checks();

    private static Set<String> checks() {
        Set<String> all = new TreeSet<>(Vocabularies.checks());
        all.addAll(
                Set.of(
                        "administrative-area",
                        "bundle-properties",
                        "countries",
                        "creator",
                        "custom-prefix",
                        "custom-prefix-lax",
                        "deprecated-properties",
                        "deterministic-id",
                        "duplicate-ids",
                        "extension-description",
                        "extension-properties",
                        "extensions-use",
                        "extref-hashes",
                        "indicator-properties",
                        "kill-chain-names",
                        "malware-analysis-product",
                        "marking-definition-type",
                        "mime-type",
                        "network-traffic-ports",
                        "observable-dictionary-keys",
                        "open-vocab-format",
                        "pattern-properties",
                        "pattern-window",
                        "pdf-doc-info",
                        "relationship-types",
                        "socket-options",
                        "tlp-2",
                        "uuid-check",
                        "windows-process-priority-format"));
        return Collections.unmodifiableSet(all);
    }

    public Options {
        disabled = Set.copyOf(disabled);
    }
}
