package org.commonwatch.server.taxii;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Match.Versions;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixTime;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The part of an address behind the question mark (TAXII 2.1 §3.4): what an endpoint does not know
 * is ignored, and what it knows is understood or refused.
 */
final class Filters {
    /** A field of an object that an endpoint may match. */
    enum Field {
        ID("match[id]"),
        TYPE("match[type]"),
        VERSION("match[version]"),
        SPEC_VERSION("match[spec_version]");

        private final String parameter;

        Field(String parameter) {
            this.parameter = parameter;
        }
    }

    private static final String ADDED_AFTER = "added_after";
    private static final String LIMIT = "limit";
    private static final String NEXT = "next";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_-]{1,250}");
    private static final Pattern SPEC = Pattern.compile("\\d{1,3}\\.\\d{1,3}");

    private final Map<String, String> parameters;

    private Filters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Those of the request that the endpoint knows: these fields, and what goes with paging. */
    static Filters of(ServerRequest request, Field... fields) {
        List<String> known = new ArrayList<>(List.of(ADDED_AFTER, LIMIT, NEXT));
        for (Field field : fields) {
            known.add(field.parameter);
        }
        Map<String, String> parameters = new TreeMap<>();
        @Nullable String query = request.servletRequest().getQueryString();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]).orElse("");
            if (known.contains(name)) {
                String value =
                        decoded(parts.length < 2 ? "" : parts[1])
                                .orElseThrow(() ->
                                        malformed(
                                                name,
                                                "'" + parts[1] + "' is no percent-encoding",
                                                "Encode '%' itself as %25."));
                if (parameters.put(name, value) != null) {
                    throw malformed(
                            name,
                            "it is there twice",
                            "Give it once, with a comma between several values.");
                }
            }
        }
        return new Filters(parameters);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    /** The page that is asked for, of these versions if none are named. */
    Page.Query query(Versions otherwise) {
        return new Page.Query(
                match(otherwise),
                Optional.ofNullable(parameters.get(ADDED_AFTER)).map(Filters::addedAfter),
                Optional.ofNullable(parameters.get(NEXT)).filter(next -> !next.isEmpty()),
                Optional.ofNullable(parameters.get(LIMIT))
                        .map(Filters::limit)
                        .orElse(Page.Query.LIMIT));
    }

    /** The objects that are meant, in these versions if none are named. */
    Match match(Versions otherwise) {
        return new Match(
                values(
                        Field.ID,
                        value -> StixId.find(value).isPresent(),
                        "Write ids as indicator--5e57c739-391a-4eb3-b6be-7d15ca92d5ed."),
                values(
                        Field.TYPE,
                        value -> TYPE.matcher(value).matches(),
                        "Write types in lower case, as in their objects."),
                values(
                        Field.SPEC_VERSION,
                        value -> SPEC.matcher(value).matches(),
                        "Write versions of STIX as 2.1."),
                versions(otherwise),
                Set.of());
    }

    private Set<String> values(Field field, Predicate<String> isOne, String remedy) {
        @Nullable String text = parameters.get(field.parameter);
        Set<String> values = text == null ? Set.of() : Set.of(unique(text));
        for (String value : values) {
            if (!isOne.test(value)) {
                throw malformed(field.parameter, "'" + value + "' cannot be one", remedy);
            }
        }
        return values;
    }

    private static String[] unique(String text) {
        return List.of(text.split(",", -1)).stream().distinct().toArray(String[]::new);
    }

    private Versions versions(Versions otherwise) {
        @Nullable String text = parameters.get(Field.VERSION.parameter);
        if (text == null) {
            return otherwise;
        }
        Set<String> words = Set.of(unique(text));
        List<Instant> exactly = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "first", "last" -> {}
                case "all" -> {
                    if (words.size() > 1) {
                        throw malformed(
                                Field.VERSION.parameter,
                                "'all' stands with other values",
                                "Ask for 'all' alone.");
                    }
                }
                default -> exactly.add(time(Field.VERSION.parameter, word));
            }
        }
        return new Versions(
                words.contains("all"), words.contains("first"), words.contains("last"), exactly);
    }

    private static Instant addedAfter(String text) {
        return time(ADDED_AFTER, text);
    }

    private static Instant time(String name, String text) {
        if (!StixTime.isTime(text)) {
            throw malformed(
                    name,
                    "'" + text + "' is not a time",
                    "Write it in UTC as 2018-11-24T08:00:00.000000Z.");
        }
        return StixTime.parse(text).instant();
    }

    private static int limit(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw malformed(
                    LIMIT, "'" + text + "' is not a number of objects", "Ask for 1 or more.");
        }
        long limit = Long.parseLong(text);
        // Clients in use send 0 for "no limit of mine"; the standard has no meaning for it.
        return limit == 0 ? Page.Query.LIMIT : (int) Math.min(limit, Page.Query.LIMIT);
    }

    private static ProblemException malformed(String name, String message, String remedy) {
        return new ProblemException(
                new Problem.Malformed("The parameter '" + name + "': " + message + ".", remedy));
    }
}
