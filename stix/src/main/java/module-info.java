/** STIX 2.1 for itself: JSON as it was written, objects and their ids, bundles of any size. */
module org.commonwatch.stix {
    requires static transitive org.jspecify;

    exports org.commonwatch.stix;
    exports org.commonwatch.stix.bundle;
    exports org.commonwatch.stix.json;
}
