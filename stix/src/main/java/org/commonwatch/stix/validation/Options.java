package org.commonwatch.stix.validation;

import java.util.Set;

/**
 * What to look for beyond the standard's MUSTs.
 *
 * @param disabled the names of checks whose warnings are not wanted; see {@link Validator#checks}
 * @param standardProperties whether properties that the standard does not define are errors
 * @param standardTypes whether types of objects that the standard does not define are errors
 */
public record Options(Set<String> disabled, boolean standardProperties, boolean standardTypes) {
    /** All checks, and custom properties and objects as the standard allows them. */
    public static final Options USUAL = new Options(Set.of(), false, false);

    public Options {
        disabled = Set.copyOf(disabled);
    }
}
