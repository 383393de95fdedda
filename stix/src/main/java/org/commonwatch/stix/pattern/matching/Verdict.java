package org.commonwatch.stix.pattern.matching;

/** Whether something holds, in Kleene's logic: AND is the least of them, OR the greatest. */
enum Verdict {
    NO,
    UNKNOWN,
    YES;

    static Verdict of(boolean holds) {
        return holds ? YES : NO;
    }
}
