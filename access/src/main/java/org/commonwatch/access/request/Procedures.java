package org.commonwatch.access.request;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Procedure;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.Reading;
import org.commonwatch.access.history.Reading.Past;
import org.commonwatch.access.history.View;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /**
     * Something that may move a request.
     *
     * @param arrival whether it is that a letter was received, and not what is claimed otherwise
     */
    private record Event(Assertion by, Fact fact, Moment at, boolean arrival) {}

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
        private final List<Event> events;
        private final Function<Moment, Instant> dated;
        private final Optional<Procedure> procedure;
        private final List<Progress.Step> steps = new ArrayList<>();
        private final Set<String> letters = new HashSet<>();

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
                            .flatMap(this::events)
                            .sorted(
                                    Comparator.comparing((Event each) -> dated.apply(each.at()))
                                            .thenComparing(each -> each.by().recorded()))
                            .toList();
        }

        // A letter is sent, and it comes to the body.
        private Stream<Event> events(Past past) {
            Assertion by = past.assertion();
            Event begun = new Event(by, past.fact(), past.fact().span().from(), false);
            return past.fact() instanceof Correspondence letter
                            && letter.role() == Correspondence.Role.BODY
                    ? Stream.concat(
                            Stream.of(begun),
                            letter.transit().received().stream()
                                    .filter(at -> !dated.apply(at).isAfter(asOf.validAt()))
                                    .map(at -> new Event(by, letter, at, true)))
                    : Stream.of(begun);
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

        Progress progress() {
            for (Event event : events) {
                lapseBefore(dated.apply(event.at()));
                switch (event.fact()) {
                    case Request each -> first(event);
                    case Correspondence each when event.arrival() -> received(event, each);
                    case Correspondence each when letters.add(each.id()) -> letter(event, each);
                    case Decision each -> decision(event, each);
                    case RequestStep each -> step(event, each);
                    default -> {}
                }
            }
            lapseBefore(asOf.validAt());
            Optional<Moment> due =
                    state().isOpen()
                            ? due()
                            : Optional.of(state()).filter(this::isSilent).map(each -> since());
            return new Progress(request.id(), steps, due);
        }

        private RequestState state() {
            return steps.isEmpty() ? RequestState.DRAFT : steps.getLast().state();
        }

        private void first(Event event) {
            if (steps.isEmpty()) {
                add(RequestState.DRAFT, true, event, "drafted");
            }
        }

        private void letter(Event event, Correspondence letter) {
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

        private void received(Event event, Correspondence letter) {
            if (state().leadsTo(RequestState.RECEIVED)
                    && letter.from().equals(request.party().toString())) {
                add(RequestState.RECEIVED, true, event, "received by the body");
            }
        }

        private void decision(Event event, Decision decision) {
            String organ = organ(decision);
            if (!mayDecide(decision)) {
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

        private static String organ(Decision decision) {
            return decision.body() + "/" + decision.organ();
        }

        private boolean mayDecide(Decision decision) {
            return decision.body().equals(request.body())
                    && procedure
                            .filter(each -> each.organs().contains(decision.organ()))
                            .isPresent();
        }

        // Lapsed, and not decided on since then: a late answer moves nothing, but is one.
        private boolean isSilent(RequestState state) {
            return state == RequestState.LAPSED
                    && events.stream()
                            .filter(each -> !dated.apply(each.at()).isBefore(dated.apply(since())))
                            .noneMatch(
                                    each -> each.fact() instanceof Decision late && answers(late));
        }

        private boolean answers(Decision decision) {
            return decision.kind() != Decision.Kind.INTERPRET
                    && mayDecide(decision)
                    && !view.contested().contains(organ(decision));
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

        private void step(Event event, RequestStep step) {
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
                move(event, to, "as claimed by " + event.by().source());
            }
        }

        private boolean isShownByDecision(RequestStep step) {
            return events.stream()
                    .anyMatch(each ->
                            each.fact() instanceof Decision decision
                                    && decision.id().equals(step.evidence()));
        }

        private void reapply(Event event) {
            long refusals =
                    steps.stream()
                            .filter(each -> each.moved() && each.state() == RequestState.REFUSED)
                            .count();
            int limit = procedure.map(each -> each.demands().refusalLimit()).orElse(0);
            int days = procedure.map(each -> each.days().reapply()).orElse(0);
            if (limit > 0 && refusals >= limit) {
                move(event, RequestState.AUTO_REJECTED, "refused " + refusals + " times before");
            } else if (state() == RequestState.REFUSED
                    && dated.apply(event.at())
                            .isBefore(dated.apply(since()).plus(Duration.ofDays(days)))) {
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
                        "for the " + times + ". time, as claimed by " + event.by().source());
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

        // When silence becomes a lapse, if it does.
        private Optional<Moment> due() {
            return procedure
                    .map(each -> Duration.ofDays(each.days().answer()))
                    .filter(Duration::isPositive)
                    .map(days ->
                            new Moment(since().earliest().plus(days), since().latest().plus(days)));
        }

        private void lapseBefore(Instant instant) {
            if (steps.isEmpty() || !state().isOpen()) {
                return;
            }
            due().filter(end -> !instant.isBefore(dated.apply(end))).ifPresent(this::lapse);
        }

        private void lapse(Moment end) {
            int days = procedure.map(each -> each.days().answer()).orElse(0);
            steps.add(
                    new Progress.Step(
                            RequestState.LAPSED,
                            true,
                            end,
                            end.latest(),
                            "the charter's procedure",
                            "no answer within " + days + " days, which is no refusal"));
        }

        private void move(Event event, RequestState to, String note) {
            if (state().leadsTo(to)) {
                add(to, true, event, note);
            } else {
                stay(event, "what is " + state().label() + " does not become " + to.label());
            }
        }

        private void stay(Event event, String note) {
            add(state(), false, event, note);
        }

        private void add(RequestState state, boolean moved, Event event, String note) {
            steps.add(
                    new Progress.Step(
                            state,
                            moved,
                            event.at(),
                            event.by().recorded(),
                            event.by().id() + " (" + event.by().document() + ")",
                            note));
        }
    }
}
