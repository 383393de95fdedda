package org.commonwatch.server.surges;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.level.Reading;
import org.commonwatch.insight.series.Series;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.web.Answers;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code GET /api/v1/series?unit=…}: counts by the day or hour, and what was to be expected where
 * that can be told.
 */
final class GetSeries implements HandlerFunction<ServerResponse> {
    private final Counts counts;
    private final Watching watching;

    /**
     * One period.
     *
     * @param sensors how many counted then; the count of none says nothing
     * @param expected null where it cannot be told
     * @param downTo as far below what was expected as {@code upTo} is above it
     * @param upTo from which count on it is a spike
     * @param drawn whether any of it was drawn from the plan of an invented world, and not counted
     */
    record Period(
            String start,
            long count,
            int sensors,
            @Nullable Double expected,
            @Nullable Double downTo,
            @Nullable Double upTo,
            boolean alarm,
            boolean drawn) {}

    /**
     * The answer.
     *
     * @param method how what was to be expected is told; null if it is not
     * @param note why nothing is said of what was to be expected; empty if it is said
     */
    record Told(
            String knownAt,
            String unit,
            String rule,
            String cadence,
            @Nullable String method,
            String note,
            List<Period> periods) {}

    GetSeries(Counts counts, Watching watching) {
        this.counts = counts;
        this.watching = watching;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential reader = request.principal().map(Credential::signedIn).orElseThrow();
        Asked asked = Asked.of(request);
        Asked.Found found = asked.find(counts, reader);
        Optional<Watching.Read> read = Optional.empty();
        String note = "";
        try {
            read = Optional.of(watching.read(found.all()));
        } catch (InsightRefusedException refused) {
            InsightRefusal why = refused.refusal();
            note = why.message() + " " + why.remedy();
        }
        return Answers.ok(
                new Told(
                        found.knownAt().toString(),
                        asked.what().unit(),
                        found.rule(),
                        Asked.word(asked.cadence()),
                        read.map(each -> each.method().name().toLowerCase(Locale.ROOT))
                                .orElse(null),
                        note,
                        periods(found, read)));
    }

    private static List<Period> periods(Asked.Found found, Optional<Watching.Read> read) {
        Series series = found.all();
        List<Period> periods = new ArrayList<>();
        for (int t = 0; t < series.size(); t++) {
            Double expected = null;
            Double downTo = null;
            Double upTo = null;
            boolean alarm = false;
            if (read.isPresent() && t >= read.get().from() && !series.missing(t)) {
                Reading reading = read.get().readings().get(t - read.get().from());
                Thresholds thresholds = read.get().thresholds();
                expected = reading.expected();
                downTo = reading.spikeFrom(-thresholds.spike());
                upTo = reading.spikeFrom(thresholds.spike());
                alarm = thresholds.passed(reading);
            }
            periods.add(
                    new Period(
                            series.start(t).toString(),
                            series.count(t),
                            (int) series.exposure(t),
                            expected,
                            downTo,
                            upTo,
                            alarm,
                            found.drawn().contains(series.start(t))));
        }
        return periods;
    }
}
