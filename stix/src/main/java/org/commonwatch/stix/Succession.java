package org.commonwatch.stix;

import java.util.Objects;
import java.util.Optional;

/** How one version of an object stands to another of the same id (STIX 2.1 §3.6). */
public enum Succession {
    /** Both say the same of the same version. */
    SAME,

    /** The other is a later version, as it may be. */
    NEWER,

    /** The other is an earlier version, as it may be. */
    OLDER,

    /** Both bear the same time, or none, and yet differ: one of them cannot be what was sent. */
    CONTRADICTORY,

    /** The earlier one is revoked, which is final. */
    AFTER_REVOCATION,

    /** The later one is by somebody else than the earlier, who alone may make new versions. */
    BY_ANOTHER,

    /** The later one says that the first version was made at another time. */
    CREATED_AGAIN;

    /**
     * How {@code other} stands to {@code known}. Both orders give the same answer but for newer and
     * older.
     */
    public static Succession of(StixObject known, StixObject other) {
        if (!known.id().equals(other.id())) {
            throw new IllegalArgumentException(known.id() + " and " + other.id());
        }
        Optional<StixTime> before = known.version();
        Optional<StixTime> after = other.version();
        // Without times there are no versions, and an object without does not come before one with.
        int order =
                before.isPresent() && after.isPresent() ? after.get().compareTo(before.get()) : 0;
        if (order == 0) {
            return known.properties().equals(other.properties()) ? SAME : CONTRADICTORY;
        }
        return order > 0 ? step(known, other, NEWER) : step(other, known, OLDER);
    }

    private static Succession step(StixObject earlier, StixObject later, Succession allowed) {
        if (earlier.revoked()) {
            return AFTER_REVOCATION;
        }
        if (!Objects.equals(earlier.createdBy(), later.createdBy())) {
            return BY_ANOTHER;
        }
        return earlier.created().equals(later.created()) ? allowed : CREATED_AGAIN;
    }

    /** Whether both can be versions of one object. */
    public boolean isAllowed() {
        return this == SAME || this == NEWER || this == OLDER;
    }
}
