package org.commonwatch.server.findings;

import org.commonwatch.insight.surge.Interval;
import org.commonwatch.server.gaps.Gaps;
import org.commonwatch.server.membership.Credential.Role;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

/**
 * What there is to say of a gap. It is asked about no window that nobody named: what was told of a
 * time keeps others from being told.
 */
final class Lags {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Gaps gaps;

    Lags(Gaps gaps) {
        this.gaps = gaps;
    }

    Finding gap(Wish wish) {
        String page = "gap";
        wish.checkIs(Role.ANALYST, Role.AUDITOR, Role.OPERATOR);
        Phrases phrases = wish.phrases();
        List<Fact> facts = new ArrayList<>();
        if (wish.parameters().apply("from").isEmpty() || wish.parameters().apply("to").isEmpty()) {
            return wish.finding(page, "gap.window", facts);
        }
        JsonNode told =
                JSON.readTree(gaps.report(wish.who(), wish.parameters(), phrases.sayings()));
        String link =
                "/api/v1/gap?from="
                        + told.path("from").asString()
                        + "&to="
                        + told.path("to").asString()
                        + "&party="
                        + told.path("party").path("id").asString();
        facts.add(phrases.word("party", told.path("party").path("name").asString(), link));
        facts.add(phrases.word("first", told.path("from").asString().substring(0, 10), link));
        facts.add(phrases.word("end", told.path("to").asString().substring(0, 10), link));
        var indicators = Fact.Basis.of("indicator", link);
        JsonNode own = told.path("own");
        facts.add(phrases.count("hits", own.path("hits").asLong(), indicators));
        facts.add(phrases.count("readInTime", own.path("readInTime").asLong(), indicators));
        JsonNode finding = told.path("finding");
        for (String each : List.of("exposure", "sessions")) {
            JsonNode estimate = finding.path(each);
            if (estimate.isObject()) {
                facts.add(
                        phrases.share(
                                each,
                                estimate.path("value").asDouble(),
                                new Interval(
                                        estimate.path("low").asDouble(),
                                        estimate.path("high").asDouble()),
                                Fact.Basis.at(link)));
            }
        }
        return wish.finding(page, "gap." + finding.path("kind").asString(), facts);
    }
}
