package org.commonwatch.stix.validation;

import org.commonwatch.stix.Refusal;

import java.util.List;

/**
 * What was found in an object, a bundle or a part of a stream.
 *
 * @param findings in the order of the objects; as many as the limits allow
 * @param errors how many errors there are, those beyond the limits included
 * @param warnings how many warnings there are, those beyond the limits included
 */
public record Report(List<Finding> findings, long errors, long warnings) {
    private static final Rule NOT_JSON = Rule.must("", "1.4.2");

    public Report {
        findings = List.copyOf(findings);
    }

    /** What is said of a text that is no JSON, where an object should be. */
    public static Report unreadable(String path, Refusal refusal) {
        Finding finding = new Finding("", path, NOT_JSON, refusal.message(), refusal.remedy());
        return new Report(List.of(finding), 1, 0);
    }

    /** Whether every MUST is kept. */
    public boolean isValid() {
        return errors == 0;
    }

    /** Whether every SHOULD is kept too, which is what strict validation asks for. */
    public boolean isStrictlyValid() {
        return errors == 0 && warnings == 0;
    }
}
