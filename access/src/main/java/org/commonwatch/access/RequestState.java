package org.commonwatch.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a request has come. */
public enum RequestState {
    DRAFT,
    SENT,
    RECEIVED,
    ADMISSIBLE,
    INADMISSIBLE,
    UNDER_REVIEW,
    ON_AGENDA,
    DEFERRED,
    GRANTED,
    REFUSED,
    LAPSED,
    WITHDRAWN,
    SUSPENDED,
    RE_APPLIED,
    AUTO_REJECTED,
    APPEALED,
    IN_FORCE,
    RESTRICTED,
    REVOKED,
    EXPIRED;

    private static final Set<RequestState> OPEN =
            EnumSet.of(
                    SENT,
                    RECEIVED,
                    ADMISSIBLE,
                    UNDER_REVIEW,
                    ON_AGENDA,
                    DEFERRED,
                    RE_APPLIED,
                    APPEALED);
    private static final Set<RequestState> ENDINGS =
            EnumSet.of(GRANTED, REFUSED, LAPSED, WITHDRAWN, SUSPENDED);

    /** The word for it, such as {@code under review}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether the body still has to answer. */
    public boolean isOpen() {
        return OPEN.contains(this);
    }

    /** Whether a request may go from this state to that one. */
    public boolean leadsTo(RequestState next) {
        return switch (this) {
            case DRAFT -> next == SENT || next == WITHDRAWN;
            case SENT, RE_APPLIED, APPEALED -> next == RECEIVED || ends(next, RECEIVED);
            case RECEIVED -> next == ADMISSIBLE || next == INADMISSIBLE || ends(next, ADMISSIBLE);
            case ADMISSIBLE -> ends(next, UNDER_REVIEW);
            case UNDER_REVIEW -> next == DEFERRED || ends(next, ON_AGENDA);
            case ON_AGENDA, DEFERRED ->
                    next == DEFERRED || next == ON_AGENDA || ends(next, UNDER_REVIEW);
            case REFUSED, LAPSED -> next == RE_APPLIED || next == AUTO_REJECTED || next == APPEALED;
            case GRANTED -> isEndOfGrant(next) || next == IN_FORCE || next == RESTRICTED;
            case IN_FORCE -> isEndOfGrant(next) || next == RESTRICTED;
            case RESTRICTED -> isEndOfGrant(next) || next == IN_FORCE;
            case SUSPENDED -> next == IN_FORCE || next == REVOKED || next == EXPIRED;
            case INADMISSIBLE, WITHDRAWN, AUTO_REJECTED, REVOKED, EXPIRED -> false;
        };
    }

    // An open request may be skipped ahead by a step, or ended from anywhere.
    private static boolean ends(RequestState next, RequestState following) {
        return ENDINGS.contains(next)
                || next == INADMISSIBLE
                || (OPEN.contains(next)
                        && next.compareTo(following) >= 0
                        && next != RE_APPLIED
                        && next != APPEALED);
    }

    private static boolean isEndOfGrant(RequestState next) {
        return next == SUSPENDED || next == REVOKED || next == EXPIRED;
    }
}
