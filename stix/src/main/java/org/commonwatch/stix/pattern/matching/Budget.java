package org.commonwatch.stix.pattern.matching;

/** How much a search may still look at. */
final class Budget {
    /** Thrown when it is used up. */
    static final class UsedUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsedUp() {
            super("the search was ended", null, false, false);
        }
    }

    private long left;

    Budget(long looks) {
        this.left = looks;
    }

    void spend(long looks) {
        left -= looks;
        if (left < 0) {
            throw new UsedUp();
        }
    }
}
