package org.commonwatch.server;

import static org.springframework.web.servlet.function.RequestPredicates.path;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.database.DatabaseException;
import org.commonwatch.database.DatabaseRefusal;
import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.taxii.TaxiiRoutes;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Area;
import org.commonwatch.server.web.SignIn;
import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The one edge at which refusals become answers. */
final class Refusals {
    // Connection lost, server shutting down, out of resources, lost to others too often; and the
    // pool's own, which has none.
    private static final Set<String> PASSING = Set.of("08", "57", "53", "40", "un");

    // PostgreSQL's texts have no zero character.
    private static final String NO_TEXT = "22021";

    private static final List<String> CHALLENGES =
            List.of(
                    "Basic realm=\"Commonwatch\", charset=\"UTF-8\"",
                    "Bearer realm=\"Commonwatch\"");

    // The compiler takes the only kind of an interface that is loaded for all there are. If another
    // is loaded while a virtual thread waits, an exception that reaches that thread's frames still
    // finds the code of before, which fails. So all kinds are loaded before the first request.
    static {
        Stream.of(
                        Problem.class,
                        Refusal.class,
                        AccessRefusal.class,
                        InsightRefusal.class,
                        TelemetryRefusal.class,
                        ArchiveRefusal.class,
                        DatabaseRefusal.class)
                .forEach(Refusals::load);
    }

    private Refusals() {}

    private static void load(Class<?> kind) {
        if (kind.isSealed()) {
            Stream.of(kind.getPermittedSubclasses()).forEach(Refusals::load);
        }
    }

    /** The routes, with every refusal of ours told as problem details. */
    static RouterFunction<ServerResponse> told(RouterFunction<ServerResponse> routes) {
        return routes.filter((request, next) -> {
            try {
                return next.handle(request);
            } catch (ProblemException e) {
                return Answers.refused(e.problem());
            } catch (RefusedException e) {
                return Answers.refused(400, e.refusal().message(), e.refusal().remedy());
            } catch (AccessRefusedException e) {
                return Answers.refused(422, e.refusal().message(), e.refusal().remedy());
            } catch (InsightRefusedException e) {
                return Answers.refused(422, e.refusal().message(), e.refusal().remedy());
            } catch (TelemetryRefusedException e) {
                return Answers.refused(422, e.refusal().message(), e.refusal().remedy());
            } catch (ArchiveRefusedException e) {
                return Answers.refused(422, e.refusal().message(), e.refusal().remedy());
            } catch (DatabaseException e) {
                return Answers.refused(unavailable(e));
            }
        });
    }

    /** The routes of TAXII, with a database that is away told as TAXII does. */
    static RouterFunction<ServerResponse> toldAsTaxii(RouterFunction<ServerResponse> routes) {
        return routes.filter((request, next) -> {
            try {
                return next.handle(request);
            } catch (DatabaseException e) {
                return TaxiiRoutes.refused(unavailable(e));
            }
        });
    }

    /** What is answered where the server itself gave up on a request. */
    static RouterFunction<ServerResponse> ofTheServer() {
        return route().route(
                        path("/error"),
                        request -> {
                            Object status =
                                    request.servletRequest()
                                            .getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
                            Object from =
                                    request.servletRequest()
                                            .getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
                            Problem problem =
                                    new Problem.Failed(status instanceof Integer code ? code : 500);
                            return Area.isTaxii(String.valueOf(from))
                                    ? TaxiiRoutes.refused(problem)
                                    : Answers.refused(problem);
                        })
                .build();
    }

    /**
     * That the database is away for now, or takes no text with a zero character; any other failure
     * of it is a bug and thrown on.
     */
    static Problem unavailable(DatabaseException e) {
        if (e.refusal() instanceof DatabaseRefusal.StatementFailed failed) {
            if (PASSING.contains(failed.state().substring(0, 2))) {
                return new Problem.Unavailable();
            }
            if (failed.state().equals(NO_TEXT)) {
                return new Problem.Malformed(
                        "A text that was given has a zero character in it.", "Send it without.");
            }
        }
        throw e;
    }

    /** What is answered to a request that the sign-in filter stops. */
    static SignIn.Refusals beforeRoutes() {
        return new SignIn.Refusals(
                (request, response, e) -> {
                    Problem problem = whyNobody(e);
                    if (problem instanceof Problem.Passing passing) {
                        response.setHeader(
                                HttpHeaders.RETRY_AFTER,
                                Integer.toString(passing.retryAfterSeconds()));
                    }
                    if (problem instanceof Problem.Unauthenticated) {
                        challenges(request)
                                .forEach(each -> response.addHeader("WWW-Authenticate", each));
                    }
                    write(request, response, problem);
                },
                (request, response, e) -> write(request, response, new Problem.Forbidden()));
    }

    // A browser that is told of Basic asks for a name itself, before the page that asked can.
    private static List<String> challenges(HttpServletRequest request) {
        return "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
                        && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                ? CHALLENGES.subList(1, 2)
                : CHALLENGES;
    }

    // Not being able to tell who it is, is not knowing it to be nobody.
    private static Problem whyNobody(AuthenticationException e) {
        return switch (e.getCause()) {
            case DatabaseException away -> new Problem.Unavailable();
            case ProblemException told -> told.problem();
            case null, default -> new Problem.Unauthenticated();
        };
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        boolean taxii = Area.isTaxii(request.getRequestURI());
        byte[] text =
                taxii
                        ? TaxiiRoutes.error(problem)
                        : Answers.problem(problem.status(), problem.message(), problem.remedy())
                                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(taxii ? TaxiiRoutes.mediaType() : Answers.PROBLEM);
        response.getOutputStream().write(text);
    }
}
