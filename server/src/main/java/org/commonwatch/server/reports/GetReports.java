package org.commonwatch.server.reports;

import org.commonwatch.server.findings.Phrases;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Set;

/** {@code GET /api/v1/reports}: the reports that there are. */
final class GetReports implements HandlerFunction<ServerResponse> {
    private final Set<String> names;

    /** All of them. */
    record All(List<One> reports) {}

    /** One of them. */
    record One(String name, String title) {}

    GetReports(Set<String> names) {
        this.names = names;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Languages languages = Languages.SHIPPED;
        var phrases = new Phrases(languages, languages.asked(request));
        return Answers.ok(
                request,
                new All(
                        names.stream()
                                .map(each -> new One(each, phrases.text("report." + each)))
                                .toList()));
    }
}
