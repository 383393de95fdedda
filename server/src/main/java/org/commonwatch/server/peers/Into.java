package org.commonwatch.server.peers;

import org.commonwatch.server.exposure.Exposure;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.peers.Provenance.Version;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Dated;
import org.commonwatch.server.sharing.Receipt;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.stix.StixObject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where what a connector brings is kept, as the word of its party. */
record Into(
        Connector connector,
        Collection to,
        Sharing sharing,
        Provenance provenance,
        Exposure exposure) {
    /**
     * Keeps what the party was not given here, and says how much of it had not come before.
     *
     * @param added when it was added at the source, as that says
     * @param reasons to which is added why some was not taken
     */
    int keep(List<StixObject> objects, String added, List<String> reasons) {
        List<StixObject> theirs = new ArrayList<>(objects);
        theirs.removeAll(given(objects));
        if (theirs.isEmpty()) {
            return 0;
        }
        Receipt receipt =
                sharing.imports(
                        caller(),
                        to,
                        theirs.stream()
                                .map(each -> new Dated(each.bytes(), Optional.empty()))
                                .toList());
        Set<String> refused = new HashSet<>();
        for (Receipt.Item item : receipt.failures()) {
            refused.add(item.id());
            reasons.add(item.id() + ": " + item.message());
        }
        return provenance.came(
                connector.name(),
                theirs.stream()
                        .map(Version::of)
                        .filter(each -> !refused.contains(each.id()))
                        .toList(),
                added);
    }

    /** Takes back, as the word of its party, what is no more at the source. */
    void gone(String id) {
        exposure.recall(caller(), id, false);
    }

    private Caller caller() {
        return new Caller(connector.party(), "connector:" + connector.name());
    }

    // What that party was given here is not its own word.
    private List<StixObject> given(List<StixObject> read) {
        Map<String, Set<Instant>> given =
                sharing.givenTo(
                        connector.party(),
                        read.stream().map(each -> each.id().toString()).toList());
        return read.stream()
                .filter(each -> {
                    Set<Instant> versions = given.get(each.id().toString());
                    Instant own = Version.of(each).at();
                    return versions != null && (each.version().isEmpty() || versions.contains(own));
                })
                .toList();
    }
}
