package org.commonwatch.server.surges;

import org.commonwatch.insight.level.LevelPlan;
import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.insight.surge.RampTest;
import org.commonwatch.insight.surge.RampTest.Outcome;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.occasions.RampTests;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Counts;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A question as it is told, with its answer once there is one.
 *
 * @param question what was put down, in one line
 * @param sha256 of that line, as the record has it
 * @param answer in one sentence, or what is waited for
 * @param p how many of all windows are at least as high; null while there is no answer
 * @param ratio of counted by expected in the window; null while there is no answer
 */
record RampTestText(
        String question,
        String sha256,
        LocalDate registered,
        LocalDate date,
        String series,
        String answer,
        @Nullable Double p,
        @Nullable Double ratio,
        @Nullable Integer placebos) {

    static RampTestText of(
            RampTests.Registered registered, Credential reader, Counts counts, Calendar calendar) {
        RampTest test = registered.test();
        Asked.Found found;
        try {
            found = Asked.of(registered.counted()).find(counts, reader);
        } catch (ProblemException gone) {
            // The sensor that was asked about counts no more, or what it counted was let go.
            return told(test, gone.problem().message(), null, null, null);
        }
        LocalDate end =
                found.all().start(found.all().size()).atOffset(ZoneOffset.UTC).toLocalDate();
        if (end.isBefore(test.date())) {
            return told(
                    test,
                    "The window is from %s to %s; counts are there up to %s."
                            .formatted(
                                    test.date().minusDays(test.window().days()),
                                    test.date().minusDays(1),
                                    end.minusDays(1)),
                    null,
                    null,
                    null);
        }
        Outcome outcome = test.answer(found.all(), LevelPlan.usual(), calendar);
        return switch (outcome) {
            case Outcome.TooShort(int placebos) -> told(test, outcome.text(), null, null, placebos);
            case Outcome.Ranked ranked ->
                    told(
                            test,
                            outcome.text(),
                            ranked.p(),
                            Math.exp(ranked.statistic()),
                            ranked.placebos().size());
        };
    }

    private static RampTestText told(
            RampTest test,
            String answer,
            @Nullable Double p,
            @Nullable Double ratio,
            @Nullable Integer placebos) {
        return new RampTestText(
                test.text(),
                test.digest(),
                test.registered(),
                test.date(),
                test.series(),
                answer,
                p,
                ratio,
                placebos);
    }
}
