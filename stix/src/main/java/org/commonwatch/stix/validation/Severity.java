package org.commonwatch.stix.validation;

/** How grave a finding is. */
public enum Severity {
    /** The standard says MUST, and this is not so: the object is not valid. */
    ERROR,
    /** The standard says SHOULD, and this is not so: the object is valid all the same. */
    WARNING
}
