package org.commonwatch.server.taxii;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The form of every TAXII answer: media type, times, error resource. */
final class TaxiiMedia {
    static final String TYPE = "application/taxii+json;version=2.1";

    private static final MediaType MEDIA_TYPE = MediaType.parseMediaType(TYPE);
    private static final JsonFactory JSON = new JsonFactory();
    // TAXII 2.1 §2: exactly six digits.
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TaxiiMedia() {}

    /** A successful answer with this content and these headers. */
    static ServerResponse ok(
            Consumer<JsonGenerator> content, Consumer<ServerResponse.BodyBuilder> headers)
            throws Exception {
        ServerResponse.BodyBuilder answer = ServerResponse.ok().contentType(MEDIA_TYPE);
        headers.accept(answer);
        return answer.body(json(content).getBytes(StandardCharsets.UTF_8));
    }

    static ServerResponse ok(Consumer<JsonGenerator> content) throws Exception {
        return ok(content, headers -> {});
    }

    /** A problem as the error resource of TAXII 2.1 §3.6.1. */
    static ServerResponse refused(Problem problem) {
        try {
            return ServerResponse.status(HttpStatusCode.valueOf(problem.status()))
                    .contentType(MEDIA_TYPE)
                    .body(error(problem).getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String error(Problem problem) {
        return json(json -> {
            json.writeStringProperty("title", problem.message());
            json.writeStringProperty("description", problem.remedy());
            json.writeStringProperty("http_status", Integer.toString(problem.status()));
        });
    }

    static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    /** Lets a request through if TAXII 2.1 is among what it accepts (TAXII 2.1 §1.6.8). */
    static ServerResponse negotiate(ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        List<String> accept = request.headers().header("Accept");
        if (!accept.isEmpty() && accept.stream().noneMatch(TaxiiMedia::acceptsTaxii)) {
            throw new ProblemException(new Problem.NotAcceptable(String.join(", ", accept), TYPE));
        }
        return next.handle(request);
    }

    private static boolean acceptsTaxii(String header) {
        try {
            return MediaType.parseMediaTypes(header.toLowerCase(Locale.ROOT)).stream()
                    .anyMatch(type -> type.includes(MEDIA_TYPE) && versionFits(type));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static boolean versionFits(MediaType type) {
        String version = type.getParameter("version");
        return version == null || version.replace("\"", "").strip().equals("2.1");
    }

    private static String json(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
