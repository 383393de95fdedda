package org.commonwatch.server.findings;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Everything that there is to say, by the page that says it. */
public final class Findings {
    private final Map<String, Function<Wish, Finding>> pages = new LinkedHashMap<>();

    Findings(Rises rises, Standings standings, Floors floors, Lags lags) {
        pages.put("overview", rises::overview);
        pages.put("surges", rises::surges);
        pages.put("attacks", rises::attacks);
        pages.put("who-sees-what", standings::whoSeesWhat);
        pages.put("standing", standings::standing);
        pages.put("own-standing", standings::own);
        pages.put("gap", lags::gap);
        pages.put("record", floors::record);
        pages.put("health", floors::health);
    }

    /** What a page has to say to who asks; refused if there is no such page, or not for them. */
    public Finding about(String page, Wish wish) {
        Function<Wish, Finding> finding = pages.get(page);
        if (finding == null) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "There are no findings of a page '" + page + "'.",
                            "Ask for one of " + String.join(", ", pages.keySet()) + "."));
        }
        return finding.apply(wish);
    }
}
