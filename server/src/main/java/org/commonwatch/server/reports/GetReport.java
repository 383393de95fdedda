package org.commonwatch.server.reports;

import org.commonwatch.server.findings.Phrases;
import org.commonwatch.server.findings.Wish;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Languages;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code GET /api/v1/reports/{report}}: a report as a page or, with {@code format=pdf} or to who
 * accepts that first, as PDF.
 */
final class GetReport implements HandlerFunction<ServerResponse> {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final Map<String, Report> reports;
    private final Letterhead letterhead;
    private final Pdf pdf = new Pdf();

    GetReport(Map<String, Report> reports, Letterhead letterhead) {
        this.reports = reports;
        this.letterhead = letterhead;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String name = request.pathVariable("report");
        Report report = reports.get(name);
        if (report == null) {
            throw new ProblemException(new Problem.NotFound("report", name));
        }
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Languages languages = Languages.SHIPPED;
        Phrases phrases = new Phrases(languages, languages.asked(request)).exact();
        Document document = report.of(new Wish(who, phrases, request::param));
        String page = Html.of(document, phrases, letterhead);
        if (isPdf(request)) {
            String file = name + "-" + phrases.language() + ".pdf";
            return ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_PDF)
                    .header("Content-Disposition", "inline; filename=\"" + file + "\"")
                    .body(pdf.of(page));
        }
        return ServerResponse.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", Html.policy(page))
                .body(page);
    }

    private static boolean isPdf(ServerRequest request) {
        String format = request.param("format").orElse("");
        if (!format.isEmpty() && !format.equals("pdf") && !format.equals("html")) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "There is no format '" + format + "'.", "Ask for html or pdf."));
        }
        boolean accepted =
                request.headers().accept().stream()
                        .findFirst()
                        .filter(MediaType.APPLICATION_PDF::equalsTypeAndSubtype)
                        .isPresent();
        return format.equals("pdf") || (format.isEmpty() && accepted);
    }
}
