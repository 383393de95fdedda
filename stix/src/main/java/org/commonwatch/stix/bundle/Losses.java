package org.commonwatch.stix.bundle;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.Tlp;
import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps account of what a conversion loses, object by object: each loss is handed on as it is found
 * and counted. It remembers a bounded number of ids; {@link #isComplete} tells whether that was
 * enough.
 */
public final class Losses {
    /** Of more objects it is not known whether they are repeated. */
    public static final int OBJECTS_LIMIT = 2_000_000;

    /** Of more ids that are referred to before they come it is not known whether they do. */
    public static final int AWAITED_LIMIT = 100_000;

    private final Consumer<Loss> each;
    private final Map<Loss.Kind, Long> counts = new EnumMap<>(Loss.Kind.class);
    private final Fingerprints ids = new Fingerprints(OBJECTS_LIMIT);
    private final Fingerprints versions = new Fingerprints(OBJECTS_LIMIT);
    // Ids that were referred to and have not come yet, and which object did so first.
    private final Map<StixId, Long> awaited = new LinkedHashMap<>();
    private boolean complete = true;

    public Losses(Consumer<Loss> each) {
        this.each = each;
    }

    /** An object was left out. */
    public void dropped(long index, @Nullable StixId id, Refusal why) {
        add(new Loss(Loss.Kind.DROPPED, index, id, why.message()));
    }

    /** An object says something else than before. */
    public void changed(long index, @Nullable StixId id, String what) {
        add(new Loss(Loss.Kind.CHANGED, index, id, what));
    }

    /** An object came by: tells whether it did before, and what it refers to. */
    public void met(long index, StixObject object) {
        StixId id = object.id();
        long name = fingerprint(id);
        long version =
                Fingerprints.mixed(name) + object.version().map(StixTime::hashCode).orElse(0);
        long content = 1L << 32 | (object.properties().hashCode() & 0xFFFFFFFFL);
        long known = versions.get(version);
        if (known == content) {
            add(new Loss(Loss.Kind.REPEATED, index, id, "It was there before."));
        } else if (known != 0) {
            String reason = "It was there before in the same version, and says something else.";
            add(new Loss(Loss.Kind.CONTRADICTORY, index, id, reason));
        }
        complete &= !versions.full();
        versions.put(version, content);
        ids.put(name, 1);
        awaited.remove(id);
        object.references().forEach(reference -> await(index, reference));
    }

    private void await(long index, StixId id) {
        if (ids.get(fingerprint(id)) != 0 || Tlp.ofMarking(id).isPresent()) {
            return; // the official markings are known to all
        }
        if (awaited.size() < AWAITED_LIMIT) {
            awaited.putIfAbsent(id, index);
        } else {
            complete &= awaited.containsKey(id);
        }
    }

    private static long fingerprint(StixId id) {
        long high = id.uuid().getMostSignificantBits();
        long low = id.uuid().getLeastSignificantBits();
        return Fingerprints.mixed(high + id.type().hashCode()) ^ low;
    }

    /** All objects came by: tells which ids were referred to and did not come. */
    public void end() {
        awaited.forEach((id, index) ->
                add(
                        new Loss(
                                Loss.Kind.DANGLING,
                                index,
                                id,
                                "It is referred to, and is not there.")));
        awaited.clear();
    }

    private void add(Loss loss) {
        counts.merge(loss.kind(), 1L, Long::sum);
        each.accept(loss);
    }

    /** How many losses of a kind there were. */
    public long count(Loss.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Whether all ids could be remembered, so that nothing repeated or dangling was missed. */
    public boolean isComplete() {
        return complete;
    }
}
