package org.commonwatch.server.surges;

import org.commonwatch.insight.surge.Occasion;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.occasions.Elections;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** {@code POST /api/v1/elections}: adds an election or another dated occasion. */
final class PostElection implements HandlerFunction<ServerResponse> {
    private final Elections elections;

    /** What is sent. */
    record Sent(
            String id,
            String name,
            Optional<String> kind,
            Optional<String> jurisdiction,
            Optional<List<String>> offices,
            String date) {
        Occasion occasion() {
            var contest = new Occasion.Contest(jurisdiction.orElse(""), offices.orElse(List.of()));
            var schedule = new Occasion.Schedule(PostElection.date("date", date), List.of());
            return new Occasion(id, name, kind.orElse("election"), contest, schedule);
        }
    }

    PostElection(Elections elections) {
        this.elections = elections;
    }

    /** A property as a date. */
    static LocalDate date(String property, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The property '" + property + "' is no date.",
                            "Write it as 2030-01-12."));
        }
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        Occasion occasion = Requests.body(request, Sent.class).occasion();
        elections.add(occasion, operator.name());
        return Answers.ok(ElectionText.of(occasion));
    }
}
