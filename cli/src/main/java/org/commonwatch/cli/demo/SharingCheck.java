package org.commonwatch.cli.demo;

import org.commonwatch.cli.client.Client;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares for a sample of objects and parties what the matrix answers, what is explained, and what
 * the party gets over TAXII.
 */
final class SharingCheck {
    private static final List<String> TYPES =
            List.of("indicator", "campaign", "relationship", "sighting");
    private static final int OF_EACH = 8;
    private static final int PAGE = 100;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Stage stage;
    private final Client auditor;
    private final TreeMap<String, String> readers;
    private final SplittableRandom random;
    private final Checklist checks;
    private final TreeMap<String, Long> answers = new TreeMap<>();

    SharingCheck(Stage stage, Scenario scenario, Checklist checks) {
        this.stage = stage;
        this.auditor = stage.client(Stage.AUDITOR);
        this.readers = new TreeMap<>(scenario.institutions().readers());
        this.random = new SplittableRandom(scenario.plan().seed());
        this.checks = checks;
    }

    /** Compares the sample; which objects are in it depends on the seed. */
    void check() {
        for (String type : TYPES) {
            JsonNode matrix = auditor.get("/api/v1/matrix?type=" + type + "&limit=" + PAGE);
            int objects = matrix.path("objects").size();
            for (int i = 0; i < Math.min(OF_EACH, objects); i++) {
                int row = random.nextInt(objects);
                readers.forEach((sort, party) -> compare(matrix, row, sort, party));
            }
        }
        long all = answers.values().stream().mapToLong(Long::longValue).sum();
        checks.holds("objects × parties: matrix = explanation = what TAXII gives: " + answers, all);
    }

    private void compare(JsonNode matrix, int row, String sort, String party) {
        int column = column(matrix, party);
        String object = matrix.path("objects").path(row).path("id").asString();
        String answer = matrix.path("answers").path(row).path(column).asString();
        String told = answer.equals("requested") ? "withhold" : answer;
        String id = matrix.path("parties").path(column).path("id").asString();
        var explained = new TreeSet<String>();
        auditor.get(
                        "/api/v1/parties/"
                                + Client.encoded(id)
                                + "/rulings?object="
                                + Client.encoded(object))
                .path("rulings")
                .forEach(each -> explained.add(each.path("answer").asString()));
        String given = isGiven(sort, object) ? "permit" : "withhold";
        if (!explained.equals(new TreeSet<>(List.of(told))) || !told.equals(given)) {
            checks.fails(
                    "Of %s for %s the matrix says %s, the explanation %s, and TAXII %s."
                            .formatted(object, party, answer, explained, given));
        }
        answers.merge(told, 1L, Long::sum);
    }

    private static int column(JsonNode matrix, String party) {
        for (int i = 0; i < matrix.path("parties").size(); i++) {
            if (matrix.path("parties").path(i).path("name").asString().equals(party)) {
                return i;
            }
        }
        throw new IllegalStateException("the matrix has no party " + party);
    }

    private boolean isGiven(String sort, String object) {
        HttpResponse<byte[]> got =
                stage.client(sort)
                        .getTaxii("/" + Demo.BODY + "/collections/all/objects/" + object + "/");
        if (got.statusCode() != OK && got.statusCode() != NOT_FOUND) {
            checks.fails("TAXII answered " + got.statusCode() + " about " + object + ".");
        }
        return got.statusCode() == OK && !Client.json(got).path("objects").isEmpty();
    }
}
