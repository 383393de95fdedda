package org.commonwatch.cli.stix;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Difference;

import java.util.List;

/**
 * One way in which the objects of two files differ.
 *
 * @param version of the object, as it is written; empty for one without
 * @param differences at which places, unless one of both has no such object
 */
record Change(Kind kind, StixId id, String version, List<Difference> differences) {
    /** What sort of change, with its sign in a list. */
    enum Kind {
        ADDED('+'),
        REMOVED('-'),
        /** The latest version is another; its differences are told. */
        UPDATED('~'),
        /** The same version says something else, which it must not (STIX 2.1 §3.6). */
        CONTRADICTED('!');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        char sign() {
            return sign;
        }
    }
}
