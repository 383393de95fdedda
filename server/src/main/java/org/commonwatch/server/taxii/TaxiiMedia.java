package org.commonwatch.server.taxii;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Page.Sent;
import org.commonwatch.server.web.Answers;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The form of every TAXII answer: media type, times, pages, error resource. */
final class TaxiiMedia {
    static final String TYPE = "application/taxii+json;version=2.1";

    private static final String DATE_ADDED_FIRST = "X-TAXII-Date-Added-First";
    private static final String DATE_ADDED_LAST = "X-TAXII-Date-Added-Last";
    private static final MediaType MEDIA_TYPE = MediaType.parseMediaType(TYPE);
    // TAXII 2.1 §2: exactly six digits.
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TaxiiMedia() {}

    /** An answer with the properties that are written. */
    static ServerResponse answer(int status, Consumer<JsonGenerator> properties) throws Exception {
        return ServerResponse.status(status).contentType(MEDIA_TYPE).body(Answers.json(properties));
    }

    /** A page that was recorded, with its dates if it has any. */
    static ServerResponse page(Sent sent) throws Exception {
        ServerResponse.BodyBuilder answer = ServerResponse.ok().contentType(MEDIA_TYPE);
        sent.dates()
                .ifPresent(dates ->
                        answer.header(DATE_ADDED_FIRST, time(dates.first()))
                                .header(DATE_ADDED_LAST, time(dates.last())));
        return answer.body(sent.body());
    }

    /** The bytes of a page, its objects written into the property in their order. */
    static byte[] json(Page page, String property, BiConsumer<JsonGenerator, Page.Shown> object) {
        return Answers.json(json -> {
            page.next()
                    .ifPresent(next -> {
                        json.writeBooleanProperty("more", true);
                        json.writeStringProperty("next", next);
                    });
            list(json, property, page.objects(), object);
        });
    }

    /** A list, or nothing if it is empty: TAXII 2.1 §2 has no empty lists. */
    static <T> void list(
            JsonGenerator json,
            String property,
            Collection<T> items,
            BiConsumer<JsonGenerator, T> item) {
        if (!items.isEmpty()) {
            json.writeArrayPropertyStart(property);
            items.forEach(each -> item.accept(json, each));
            json.writeEndArray();
        }
    }

    /** A problem as the error resource of TAXII 2.1 §3.6.1. */
    static ServerResponse refused(Problem problem) {
        ServerResponse.BodyBuilder answer =
                ServerResponse.status(problem.status()).contentType(MEDIA_TYPE);
        if (problem instanceof Problem.Passing passing) {
            answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(passing.retryAfterSeconds()));
        }
        try {
            return answer.body(error(problem));
        } catch (Exception e) {
            throw new IllegalStateException("bytes could not be set as the body", e);
        }
    }

    /** The bytes of {@link #refused}. */
    static byte[] error(Problem problem) {
        return Answers.json(json -> {
            json.writeStringProperty("title", problem.message());
            json.writeStringProperty("description", problem.remedy());
            json.writeStringProperty("http_status", Integer.toString(problem.status()));
        });
    }

    static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
