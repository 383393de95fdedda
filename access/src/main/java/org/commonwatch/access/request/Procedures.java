package org.commonwatch.access.request;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Procedure;
import org.commonwatch.access.history.Reading;
import org.commonwatch.access.history.Reading.Past;
import org.commonwatch.access.history.View;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells how far requests have come, by the procedures of the charters in force. */
public final class Procedures {
    private final List<Charter> charters;
    private final View view;
    private final AsOf asOf;

    /**
     * As one view has it.
     *
     * @param charters those in force
     */
    public Procedures(List<Charter> charters, View view, AsOf asOf) {
        this.charters = List.copyOf(charters);
        this.view = view;
        this.asOf = asOf;
    }

    /**
     * What became of a request, if it was drafted by then.
     *
     * @param dated which instant an imprecise date is taken for
     */
    public Optional<Progress> progress(
            String request, Reading reading, Function<Moment, Instant> dated) {
        return reading.begun(Request.class).stream()
                .filter(each -> each.id().equals(request))
                .findFirst()
                .map(each -> new Run(each, reading, dated).progress());
    }

    /** One request's way through the states. */
    private final class Run {
        private static final Set<RequestState> BY_DECISION_ONLY =
                EnumSet.of(
                        RequestState.GRANTED,
                        RequestState.REFUSED,
                        RequestState.SUSPENDED,
                        RequestState.RESTRICTED,
                        RequestState.REVOKED);

        private final Request request;
        private final List<Past> events;
        private final Function<Moment, Instant> dated;
        private final Optional<Procedure> procedure;
        private final List<Progress.Step> steps = new ArrayList<>();

        Run(Request request, Reading reading, Function<Moment, Instant> dated) {
            this.request = request;
            this.dated = dated;
            this.procedure =
                    charters.stream()
                            .filter(each -> each.body().equals(request.body()))
                            .findFirst()
                            .flatMap(each -> each.procedure(request.seeks()));
            this.events =
                    reading.past().stream()
                            .filter(this::isOfIt)
                            .sorted(
                                    Comparator.comparing(this::began)
                                            .thenComparing(each -> each.assertion().recorded()))
                            .toList();
        }

        private boolean isOfIt(Past past) {
            return switch (past.fact()) {
                case Request each -> each.id().equals(request.id());
                case Decision each ->
                        each.about().request().filter(request.id()::equals).isPresent();
                case Correspondence each -> each.request().filter(request.id()::equals).isPresent();
                case RequestStep each -> each.request().equals(request.id());
                default -> false;
            };
        }

        private Instant began(Past past) {
            return dated.apply(past.fact().span().from());
        }

        Progress progress() {
            for (Past event : events) {
                lapseBefore(began(event));
                switch (event.fact()) {
                    case Request each -> first(event);
                    case Correspondence each -> letter(event, each);
                    case Decision each -> decision(event, each);
                    case RequestStep each -> step(event, each);
                    default -> {}
                }
            }
            lapseBefore(asOf.validAt());
            return new Progress(request.id(), steps);
        }

        private RequestState state() {
            return steps.isEmpty() ? RequestState.DRAFT : steps.getLast().state();
        }

        private void first(Past event) {
            if (steps.isEmpty()) {
                add(RequestState.DRAFT, true, event, "drafted");
            }
        }

        private void letter(Past event, Correspondence letter) {
            switch (letter.role()) {
                case THIRD_PARTY, PUBLIC ->
                        stay(event, "said to a third party, which moves nothing");
                case APPLICANT -> stay(event, "a letter closes nothing; only a decision does");
                case BODY -> {
                    if (state() == RequestState.DRAFT
                            && letter.from().equals(request.party().toString())) {
                        add(RequestState.SENT, true, event, "sent by the applicant");
                    } else {
                        stay(event, "a letter alone moves nothing");
                    }
                }
            }
        }

        private void decision(Past event, Decision decision) {
            String organ = decision.body() + "/" + decision.organ();
            boolean competent =
                    decision.body().equals(request.body())
                            && procedure
                                    .filter(each -> each.organs().contains(decision.organ()))
                                    .isPresent();
            if (!competent) {
                stay(event, organ + " may not decide on it by the charter");
            } else if (view.contested().contains(organ)) {
                stay(event, "this view does not take " + organ + " for competent");
            } else {
                Optional<RequestState> next =
                        switch (decision.kind()) {
                            case GRANT -> Optional.of(RequestState.GRANTED);
                            case REFUSE -> Optional.of(RequestState.REFUSED);
                            case SUSPEND -> Optional.of(RequestState.SUSPENDED);
                            case RESTRICT -> Optional.of(RequestState.RESTRICTED);
                            case REVOKE -> Optional.of(RequestState.REVOKED);
                            case LIFT -> Optional.of(RequestState.IN_FORCE);
                            case DEFER -> Optional.of(RequestState.DEFERRED);
                            case INTERPRET -> Optional.empty();
                        };
                String cites =
                        decision.about().cites().isEmpty()
                                ? ""
                                : ", citing " + String.join(", ", decision.about().cites());
                next.ifPresentOrElse(
                        to -> move(event, to, "decided by " + organ + cites + shortOf(decision)),
                        () -> stay(event, "an interpretation moves nothing"));
            }
        }

        // What a grant lacks of the procedure is told; whether it stands nevertheless is not ours.
        private String shortOf(Decision decision) {
            if (procedure.isEmpty() || decision.kind() != Decision.Kind.GRANT) {
                return "";
            }
            Procedure.Demands demands = procedure.get().demands();
            int sponsors = request.support().supporters().size();
            String lacking =
                    sponsors < demands.sponsors()
                            ? "; " + sponsors + " of " + demands.sponsors() + " sponsors on record"
                            : "";
            return Votes.reach(decision.vote(), demands.threshold())
                    ? lacking
                    : lacking + "; " + decision.vote() + " is short of " + demands.threshold();
        }

        private void step(Past event, RequestStep step) {
            RequestState to = step.to();
            if (BY_DECISION_ONLY.contains(to)) {
                stay(event, "only a decision of a competent organ makes it " + to.label());
            } else if (to == RequestState.LAPSED || to == RequestState.AUTO_REJECTED) {
                stay(event, "only the procedure makes it " + to.label());
            } else if (to == RequestState.INADMISSIBLE && !isShownByDecision(step)) {
                stay(event, "only a decision closes a request, and none is shown");
            } else if (to == RequestState.RE_APPLIED) {
                reapply(event);
            } else {
                move(event, to, "as claimed by " + event.assertion().source());
            }
        }

        private boolean isShownByDecision(RequestStep step) {
            return events.stream()
                    .anyMatch(each ->
                            each.fact() instanceof Decision decision
                                    && decision.id().equals(step.evidence()));
        }

        private void reapply(Past event) {
            long refusals =
                    steps.stream()
                            .filter(each -> each.moved() && each.state() == RequestState.REFUSED)
                            .count();
            int limit = procedure.map(each -> each.demands().refusalLimit()).orElse(0);
            int days = procedure.map(each -> each.days().reapply()).orElse(0);
            if (limit > 0 && refusals >= limit) {
                move(event, RequestState.AUTO_REJECTED, "refused " + refusals + " times before");
            } else if (state() == RequestState.REFUSED
                    && began(event).isBefore(dated.apply(since()).plus(Duration.ofDays(days)))) {
                stay(event, "earlier than " + days + " days after the refusal");
            } else {
                long times =
                        1
                                + steps.stream()
                                        .filter(each ->
                                                each.moved()
                                                        && each.state() == RequestState.RE_APPLIED)
                                        .count();
                move(
                        event,
                        RequestState.RE_APPLIED,
                        "for the " + times + ". time, as claimed by " + event.assertion().source());
            }
        }

        // When it came into the state it is in.
        private Moment since() {
            return steps.reversed().stream()
                    .filter(Progress.Step::moved)
                    .findFirst()
                    .map(Progress.Step::at)
                    .orElseThrow();
        }

        private void lapseBefore(Instant instant) {
            int days = procedure.map(each -> each.days().answer()).orElse(0);
            if (days == 0 || steps.isEmpty() || !state().isOpen()) {
                return;
            }
            Duration patience = Duration.ofDays(days);
            Moment end =
                    new Moment(since().earliest().plus(patience), since().latest().plus(patience));
            if (!instant.isBefore(dated.apply(end))) {
                steps.add(
                        new Progress.Step(
                                RequestState.LAPSED,
                                true,
                                end,
                                end.latest(),
                                "the charter's procedure",
                                "no answer within " + days + " days, which is no refusal"));
            }
        }

        private void move(Past event, RequestState to, String note) {
            if (state().leadsTo(to)) {
                add(to, true, event, note);
            } else {
                stay(event, "what is " + state().label() + " does not become " + to.label());
            }
        }

        private void stay(Past event, String note) {
            add(state(), false, event, note);
        }

        private void add(RequestState state, boolean moved, Past event, String note) {
            steps.add(
                    new Progress.Step(
                            state,
                            moved,
                            event.fact().span().from(),
                            event.assertion().recorded(),
                            event.assertion().id() + " (" + event.assertion().document() + ")",
                            note));
        }
    }
}
