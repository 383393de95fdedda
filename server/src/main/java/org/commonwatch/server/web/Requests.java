package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.function.ServerRequest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What callers send, read once. */
public final class Requests {
    private static final int BODY_BYTES = 64 << 10;
    private static final Pattern UUID_FORM =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private Requests() {}

    /** The body as a value of this type. */
    public static <T> T body(ServerRequest request, Class<T> type) throws Exception {
        checkLength(request);
        Optional<T> body;
        try {
            body = Optional.ofNullable(request.body(type)); // null is JSON, too
        } catch (HttpMessageConversionException | HttpMediaTypeNotSupportedException unreadable) {
            body = Optional.empty();
        }
        return body.orElseThrow(() ->
                new ProblemException(
                        new Problem.Malformed(
                                "The body is not the JSON object that this address takes.",
                                "Send its properties as openapi.yaml names them, as"
                                        + " application/json.")));
    }

    /** The body as it came. */
    public static byte[] bytes(ServerRequest request) throws IOException {
        checkLength(request);
        return request.servletRequest().getInputStream().readAllBytes();
    }

    /** The body as text. */
    public static String text(ServerRequest request) throws IOException {
        return new String(bytes(request), StandardCharsets.UTF_8);
    }

    private static void checkLength(ServerRequest request) {
        long length = request.headers().contentLength().orElse(-1);
        if (length < 0 || length > BODY_BYTES) {
            throw new ProblemException(
                    new Problem.TooLarge("A body without or with a greater length", "64 KiB"));
        }
    }

    /** What a parameter says, as a time. */
    public static Instant time(String name, String text) {
        try {
            if (TIME.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException notATime) {
            // told below, as any other text that is no time
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The parameter '" + name + "' is '" + text + "', which is not a time.",
                        "Write it as 2018-11-24T08:00:00Z."));
    }

    /** A parameter that is a whole number; empty if it is not there. */
    public static OptionalLong number(ServerRequest request, String name) {
        return number(request::param, name);
    }

    /** The same of parameters by their names. */
    public static OptionalLong number(Function<String, Optional<String>> parameters, String name) {
        Optional<String> text = parameters.apply(name);
        try {
            return text.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException notANumber) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The parameter '"
                                    + name
                                    + "' is '"
                                    + text.get()
                                    + "', which is not a whole number.",
                            "Write it in digits, such as 100."));
        }
    }

    /** A parameter without which nothing can be done. */
    public static String needed(ServerRequest request, String name) {
        return needed(request::param, name);
    }

    /** The same of parameters by their names. */
    public static String needed(Function<String, Optional<String>> parameters, String name) {
        return parameters
                .apply(name)
                .orElseThrow(() ->
                        new ProblemException(
                                new Problem.Malformed(
                                        "The parameter '" + name + "' is missing.",
                                        "Name it in the address, as openapi.yaml tells.")));
    }

    /** A text as a UUID. */
    public static UUID uuid(String name, String text) {
        if (UUID_FORM.matcher(text).matches()) {
            return UUID.fromString(text);
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The " + name + " '" + text + "' is no UUID.",
                        "Write it as 3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1."));
    }

    /** A word as a constant of an enumeration. */
    public static <E extends Enum<E>> E word(Class<E> type, String property, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        StringBuilder words = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(constant.name().toLowerCase(Locale.ROOT));
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The property '" + property + "' cannot be '" + word + "'.",
                        "Use one of " + words + "."));
    }
}
