package org.commonwatch.server.procedure;

import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.request.Progress;

import java.util.List;
import java.util.Optional;

/**
 * A request and how far it has come, as its reader may know.
 *
 * @param progress uncertain between nothing if more is open than can be weighed
 * @param organs who decides on it by the charter; whom to ask
 */
public record Filed(Request request, Answer<Optional<Progress>> progress, List<String> organs) {
    public Filed {
        organs = List.copyOf(organs);
    }

    /** Every way in which it may have gone, if it had been drafted by then. */
    public List<Progress> ways() {
        return progress.all().stream().flatMap(Optional::stream).toList();
    }

    /** By when an answer is awaited, at the earliest; empty if none is. */
    public Optional<Moment> due() {
        return ways().stream()
                .flatMap(each -> each.due().stream())
                .min((one, other) -> one.latest().compareTo(other.latest()));
    }

    /** Whether the body still has to answer, as far as can be told. */
    public boolean isOpen() {
        return progress.all().isEmpty() || ways().stream().anyMatch(each -> each.state().isOpen());
    }

    /** Whether its deadline may have passed without an answer. */
    public boolean isOverdue() {
        return ways().stream().anyMatch(Progress::isOverdue);
    }

    /** Whether it is so in every way. */
    public boolean isSurelyOverdue() {
        return isOverdue()
                && progress.all().stream()
                        .allMatch(each -> each.filter(Progress::isOverdue).isPresent());
    }
}
