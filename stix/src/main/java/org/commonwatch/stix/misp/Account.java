package org.commonwatch.stix.misp;

import java.util.List;

/**
 * What became of one object.
 *
 * @param what it is, such as {@code attribute ip-dst} or {@code indicator}
 * @param id its UUID or id; empty if it has none
 * @param members what became of each of its members
 * @param why some were lost; empty if none was
 */
public record Account(String what, String id, Fate members, String why) {
    /**
     * Names of members, each in one of the lists.
     *
     * @param said what other readers find in a place of the standard
     * @param carried what is there as it was, for those who know of it
     * @param lost what is not there any more
     */
    public record Fate(List<String> said, List<String> carried, List<String> lost) {
        public Fate {
            said = List.copyOf(said);
            carried = List.copyOf(carried);
            lost = List.copyOf(lost);
        }

        static Fate said(List<String> all) {
            return new Fate(all, List.of(), List.of());
        }

        static Fate carried(List<String> all) {
            return new Fate(List.of(), all, List.of());
        }

        /** That nothing of it is left. */
        public static Fate lost(List<String> all) {
            return new Fate(List.of(), List.of(), all);
        }
    }
}
