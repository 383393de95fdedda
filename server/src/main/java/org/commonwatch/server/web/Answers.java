package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How the product's own API answers. */
public final class Answers {
    /** The media type of {@link #problem}. */
    public static final String PROBLEM = "application/problem+json";

    private static final int USUAL_SIZE = 1 << 10;
    private static final JsonFactory TOKENS = new JsonFactory();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    /** A successful answer in JSON. */
    public static ServerResponse ok(Object body) throws Exception {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /** The same, or that it is still what the caller has: it names what that is. */
    public static ServerResponse ok(ServerRequest request, Object body) throws Exception {
        return ok(request, bytes(body));
    }

    /** The same of JSON that is written already. */
    public static ServerResponse ok(ServerRequest request, byte[] body) throws Exception {
        String tag = tag(body);
        Optional<ServerResponse> same = request.checkNotModified(tag);
        return same.isPresent()
                ? same.get()
                : ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).eTag(tag).body(body);
    }

    // Whoever can tell two bodies apart can tell their tags apart, and nobody else.
    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            return '"' + text + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The bytes of a value in JSON. */
    public static byte[] bytes(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /** The bytes of a JSON object with the properties that are written. */
    public static byte[] json(Consumer<JsonGenerator> properties) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = TOKENS.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A problem as problem details (RFC 9457), with what to do as {@code remedy}. */
    public static ServerResponse refused(Problem problem) {
        return refused(
                problem.status(),
                problem.message(),
                problem.remedy(),
                headers -> {
                    if (problem instanceof Problem.Passing passing) {
                        headers.set(
                                HttpHeaders.RETRY_AFTER,
                                Integer.toString(passing.retryAfterSeconds()));
                    }
                });
    }

    /** A kernel's refusal as problem details. */
    public static ServerResponse refused(int status, String message, String remedy) {
        return refused(status, message, remedy, headers -> {});
    }

    private static ServerResponse refused(
            int status, String message, String remedy, Consumer<HttpHeaders> headers) {
        try {
            return ServerResponse.status(status)
                    .contentType(MediaType.parseMediaType(PROBLEM))
                    .headers(headers)
                    .body(problem(status, message, remedy));
        } catch (Exception e) {
            throw new IllegalStateException("a text could not be set as the body", e);
        }
    }

    /** The text of a refusal. */
    public static String problem(int status, String message, String remedy) {
        HttpStatus known = HttpStatus.resolve(status);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", known == null ? "Refused" : known.getReasonPhrase());
        problem.put("status", status);
        problem.put("detail", message);
        problem.put("remedy", remedy);
        try {
            return JSON.writeValueAsString(problem);
        } catch (JacksonException e) {
            throw new IllegalStateException("texts and a number are always JSON", e);
        }
    }
}
