package org.commonwatch.server.rulings;

import org.commonwatch.access.Action;
import org.commonwatch.access.Agreement;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.Scope;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.access.world.Held;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.commonwatch.stix.StixId;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code GET /api/v1/standing}: what the caller's party is to each body, the decisions that this
 * rests on, and whom to ask for more.
 */
final class GetStanding implements HandlerFunction<ServerResponse> {
    private final Directory directory;
    private final Sharing sharing;

    /** All of it. */
    record Standing(
            String party,
            String name,
            List<Place> bodies,
            List<Given> rights,
            List<Given> restrictions,
            List<Agreed> agreements,
            List<Decided> decisions,
            List<Ask> ask) {}

    /** What it is to a body. */
    record Place(
            String body,
            List<String> designations,
            List<What> standings,
            List<String> because,
            String against,
            String root) {}

    /** A standing; without a decision none is known. */
    record What(String type, String kind, String scope, String decision) {
        static What of(Held held) {
            return new What(
                    held.type(),
                    held.kind().label(),
                    held.scope().orElse(""),
                    held.begunBy().orElse(""));
        }
    }

    /** A right, or a restriction. */
    record Given(
            String id,
            String body,
            List<String> actions,
            List<String> classes,
            List<String> channels,
            String through,
            String decision) {}

    /** An agreement; the parties are those besides the caller's own. */
    record Agreed(String id, List<String> with, List<String> classes) {}

    /**
     * A decision.
     *
     * @param request which request it answers, if it is of one
     */
    record Decided(
            String id,
            String body,
            String organ,
            String kind,
            String taken,
            String vote,
            String effect,
            List<String> cites,
            Optional<String> request) {
        static Decided of(Decision each) {
            return new Decided(
                    each.id(),
                    each.body().name(),
                    each.organ(),
                    each.kind().label(),
                    each.taken().toString(),
                    each.vote(),
                    each.effect(),
                    each.about().cites(),
                    each.about().request());
        }
    }

    /** Whom to ask for which standings. */
    record Ask(
            String body,
            List<String> standings,
            List<String> organs,
            int answerDays,
            String instrument) {
        static Ask of(Directory.Ask each) {
            return new Ask(
                    each.body().name(),
                    each.standings(),
                    each.organs(),
                    each.answerDays(),
                    each.instrument());
        }
    }

    GetStanding(Directory directory, Sharing sharing) {
        this.directory = directory;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = Asker.who(request);
        var caller = new Caller(who.party(), who.name());
        Directory.Own own =
                directory.own(who.party(), sharing.roots(caller).stream().map(Root::body).toList());
        Languages languages = Languages.SHIPPED;
        return Answers.ok(request, words(own, languages.sayings(languages.asked(request))));
    }

    private static Standing words(Directory.Own own, Saying.Texts texts) {
        StixId party = own.entry().id();
        return new Standing(
                party.toString(),
                own.entry().name(),
                own.entry().bodies().stream().map(each -> place(own, each, texts)).toList(),
                of(own, Right.class).map(GetStanding::right).toList(),
                of(own, Restriction.class).map(GetStanding::restriction).toList(),
                of(own, Agreement.class).map(each -> agreed(each, party)).toList(),
                own.decisions().stream().map(Decided::of).toList(),
                own.asks().stream().map(Ask::of).toList());
    }

    private static Place place(Directory.Own own, Directory.Place place, Saying.Texts texts) {
        var against =
                own.against().stream().filter(each -> each.body().equals(place.body())).findFirst();
        return new Place(
                place.body().name(),
                place.designations(),
                place.standings().stream().map(What::of).toList(),
                place.because().stream().map(each -> each.text(texts)).toList(),
                against.map(each -> each.decision().decision()).orElse(""),
                against.map(each -> each.decision().root()).orElse(""));
    }

    private static <T extends Fact> Stream<T> of(Directory.Own own, Class<T> sort) {
        return own.arrangements().stream().filter(sort::isInstance).map(sort::cast);
    }

    private static Given right(Right each) {
        return given(
                each.id(),
                each.body().name(),
                each.scope(),
                each.via().map(StixId::toString).orElse(""),
                each.begunBy().orElse(""));
    }

    private static Given restriction(Restriction each) {
        return given(
                each.id(),
                each.body().name(),
                each.scope(),
                each.reviewer().orElse(""),
                each.begunBy().orElse(""));
    }

    private static Given given(
            String id, String body, Scope scope, String through, String decision) {
        return new Given(
                id,
                body,
                scope.actions().stream().map(Action::label).sorted().toList(),
                scope.classes().stream().sorted().toList(),
                scope.channels().stream().sorted().toList(),
                through,
                decision);
    }

    private static Agreed agreed(Agreement each, StixId party) {
        return new Agreed(
                each.id(),
                each.covers().parties().stream()
                        .filter(other -> !other.equals(party))
                        .map(StixId::toString)
                        .toList(),
                each.covers().classes().stream().sorted().toList());
    }
}
