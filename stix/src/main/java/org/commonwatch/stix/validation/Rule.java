package org.commonwatch.stix.validation;

/**
 * A sentence of STIX 2.1 that can be broken.
 *
 * @param check the name under which a warning can be switched off; empty for an error
 * @param requirement the sentence's number in the list of normative sentences, such as {@code
 *     S122}; empty if the standard says it outside of those
 * @param section where it stands in the standard, such as {@code 4.7.1}
 */
public record Rule(Severity severity, String check, String requirement, String section) {
    static Rule must(String requirement, String section) {
        return new Rule(Severity.ERROR, "", requirement, section);
    }

    static Rule should(String check, String requirement, String section) {
        if (!Options.CHECKS.contains(check)) {
            throw new IllegalArgumentException("there is no check " + check);
        }
        return new Rule(Severity.WARNING, check, requirement, section);
    }
}
