/**
 * STIX 2.1 for itself: JSON as it was written, objects and their ids, bundles of any size,
 * patterns.
 */
@SuppressWarnings("requires-automatic") // RE2/J is no module
module org.commonwatch.stix {
    requires re2j;
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports org.commonwatch.stix;
    exports org.commonwatch.stix.bundle;
    exports org.commonwatch.stix.json;
    exports org.commonwatch.stix.misp;
    exports org.commonwatch.stix.pattern;
    exports org.commonwatch.stix.pattern.matching;
    exports org.commonwatch.stix.validation;
}
