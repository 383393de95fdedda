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
import java.util.Objects;
import java.util.Optional;

/** {@code POST /api/v1/elections}: adds an election or another dated occasion. */
final class PostElection implements HandlerFunction<ServerResponse> {
    private static final int LAST_YEAR = 9_999;

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
            List<String> contested = offices.orElse(List.of());
            if (contested.stream().anyMatch(Objects::isNull)) {
                throw new ProblemException(
                        new Problem.Malformed(
                                "An office of the election is null.", "Name it, or leave it out."));
            }
            var contest = new Occasion.Contest(jurisdiction.orElse(""), contested);
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
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1 && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // told below, as is a date that no calendar has
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The property '" + property + "' is '" + text + "', which is no date.",
                        "Write it as 2030-01-12."));
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        Occasion occasion = Requests.body(request, Sent.class).occasion();
        elections.add(occasion, operator.name());
        return Answers.ok(ElectionText.of(occasion));
    }
}
