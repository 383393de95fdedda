package org.commonwatch.access;

import org.commonwatch.stix.StixId;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What parties agreed to give each other. */
public record Agreement(String id, Covers covers, Terms terms, Span span) implements Fact {
    /**
     * Who gives whom what.
     *
     * @param classes of data
     * @param via the party through which alone it goes, if not directly
     * @param reciprocal whether each party gives the others; else only the first does
     */
    public record Covers(
            List<StixId> parties, Set<String> classes, Optional<StixId> via, boolean reciprocal) {
        public Covers {
            parties = List.copyOf(parties);
            classes = Set.copyOf(classes);
        }

        /** Whether the owner gives the reader data of that class. */
        public boolean gives(StixId owner, StixId reader, String dataClass) {
            return classes.contains(dataClass)
                    && parties.contains(reader)
                    && parties.contains(owner)
                    && (reciprocal || parties.getFirst().equals(owner));
        }
    }

    /**
     * What is agreed about use.
     *
     * @param purposes empty if for any
     * @param personalData whether it covers data about persons
     * @param onward whether it may be shared further
     * @param retentionDays how long it may be kept; 0 if nothing is said
     */
    public record Terms(
            List<String> purposes, boolean personalData, boolean onward, int retentionDays) {
        public Terms {
            purposes = List.copyOf(purposes);
        }
    }
}
