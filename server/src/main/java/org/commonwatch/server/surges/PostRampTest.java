package org.commonwatch.server.surges;

import org.commonwatch.insight.surge.Occasion;
import org.commonwatch.insight.surge.RampTest;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.occasions.RampTests;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/**
 * {@code POST /api/v1/elections/{election}/ramp-tests}: puts down the question whether counts will
 * have risen before it. Too late once its window has begun.
 */
final class PostRampTest implements HandlerFunction<ServerResponse> {
    private final SurgeRoutes.Desk desk;

    /** What is sent: which counts. */
    record Sent(
            Optional<String> unit,
            Optional<String> kind,
            Optional<String> sector,
            Optional<String> source,
            Optional<String> sensor,
            Optional<String> rule) {
        Asked series() {
            var what =
                    new Asked.What(
                            Terms.unit(unit.orElse(Asked.UNIT)),
                            kind.map(Terms::kind),
                            sector,
                            source.map(Terms::source),
                            rule);
            return Asked.days(what, sensor);
        }
    }

    PostRampTest(SurgeRoutes.Desk desk) {
        this.desk = desk;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Occasion occasion = desk.elections().named(request.pathVariable("election"));
        Asked asked = Requests.body(request, Sent.class).series();
        // Later counts may be made under other rules.
        RampTests.Counted counted = counted(asked, asked.find(desk.counts(), who).rule());
        RampTest test = RampTest.of(RampTests.text(who, counted), occasion, desk.tests().today());
        var registered = new RampTests.Registered(test, counted);
        desk.tests().add(who, registered);
        return Answers.ok(
                RampTestText.of(registered, who, desk.counts(), desk.elections().calendar()));
    }

    private static RampTests.Counted counted(Asked asked, String rule) {
        Asked.What what = asked.what();
        return new RampTests.Counted(
                what.unit(), what.kind(), what.sector(), what.source(), asked.sensor(), rule);
    }
}
