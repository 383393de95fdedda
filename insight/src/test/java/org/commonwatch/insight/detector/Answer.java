package org.commonwatch.insight.detector;

import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What the R package said to one question, as {@code benchmarks/checks/surveillance.R} writes. */
record Answer(String question, Map<String, double[]> values) {
    static List<Answer> parse(List<String> lines) {
        List<Answer> answers = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("ask ")) {
                answers.add(new Answer(line, new LinkedHashMap<>()));
            } else if (!line.isBlank()) {
                String[] words = line.trim().split(" +", -1);
                double[] values =
                        Arrays.stream(words)
                                .skip(1)
                                .mapToDouble(word ->
                                        word.equals("NA")
                                                ? Double.NaN
                                                : word.equals("Inf")
                                                        ? Double.POSITIVE_INFINITY
                                                        : Double.parseDouble(word))
                                .toArray();
                answers.getLast().values().put(words[0], values);
            }
        }
        return answers;
    }

    /** The name of the data set. */
    String data() {
        return question.split(" +", -1)[1].replaceAll(":.*", "");
    }

    double[] of(String name) {
        double[] found = values.get(name);
        if (found == null) {
            throw new AssertionError("no " + name + " in the answer to " + question);
        }
        return found;
    }

    Series series() {
        long[] counts = Arrays.stream(of("counts")).mapToLong(count -> (long) count).toArray();
        return Series.of(
                Instant.parse("2001-01-01T00:00:00Z"),
                Cadence.WEEK,
                counts,
                // Some data sets have a population of zero where it is not asked for.
                question.contains("opulationOffset")
                        ? of("population")
                        : DoubleStream.generate(() -> 1).limit(counts.length).toArray());
    }

    List<Verdict> ours() {
        return detector().scan(series(), (int) of("range")[0] - 1, (int) of("range")[1]);
    }

    /** The same detector with the same options, in our words. */
    Detector detector() {
        String[] words = question.split(" +", -1);
        Map<String, String> options = new HashMap<>();
        for (int i = 3; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            options.put(pair[0], pair[1].replace("\"", ""));
        }
        return switch (words[2]) {
            case "earsC" -> ears(options);
            case "farrington" -> original(options);
            case "farringtonFlexible" -> flexible(options);
            case "glrnb" -> chart(options);
            default -> throw new AssertionError("no method " + words[2]);
        };
    }

    private static Ears ears(Map<String, String> options) {
        String method = options.getOrDefault("method", "C1");
        var rule = method.equals("C3") ? Ears.Rule.C3_LATE : Ears.Rule.valueOf(method);
        Ears usual = Ears.usual(rule);
        return new Ears(
                rule,
                number(options, "baseline", usual.baseline()),
                real(options, "minSigma", usual.minSigma()),
                real(options, "alpha", usual.alpha()));
    }

    private Farrington original(Map<String, String> options) {
        int w = number(options, "w", 3);
        return new Farrington(
                Farrington.Edition.ORIGINAL,
                new Farrington.Reference((int) of("season")[0], number(options, "b", 5), w, w, 1),
                new Farrington.Model(
                        is(options, "reweight", true) ? 1 : Double.POSITIVE_INFINITY,
                        is(options, "trend", true) ? 0.05 : 0,
                        options.getOrDefault("fitFun", "").endsWith("populationOffset")),
                bound(options, real(options, "alpha", 0.05) / 2, power(options)));
    }

    private Farrington flexible(Map<String, String> options) {
        int w = number(options, "w", 3);
        var threshold =
                switch (options.getOrDefault("thresholdMethod", "delta")) {
                    case "nbPlugin" -> Farrington.Threshold.NEGATIVE_BINOMIAL;
                    case "muan" -> Farrington.Threshold.UNSURE_NEGATIVE_BINOMIAL;
                    default -> power(options);
                };
        return new Farrington(
                Farrington.Edition.IMPROVED,
                new Farrington.Reference(
                        (int) of("season")[0],
                        number(options, "b", 5),
                        w,
                        number(options, "pastWeeksNotIncluded", w),
                        number(options, "noPeriods", 1)),
                new Farrington.Model(
                        is(options, "reweight", true)
                                ? real(options, "weightsThreshold", 2.58)
                                : Double.POSITIVE_INFINITY,
                        is(options, "trend", true) ? real(options, "pThresholdTrend", 0.05) : 0,
                        is(options, "populationOffset", false)),
                bound(options, real(options, "alpha", 0.05), threshold));
    }

    private static Farrington.Bound bound(
            Map<String, String> options, double alpha, Farrington.Threshold threshold) {
        String[] limit =
                options.getOrDefault("limit54", "c(5,4)").replaceAll("[c()]", "").split(",", -1);
        return new Farrington.Bound(
                alpha, threshold, Integer.parseInt(limit[0]), Integer.parseInt(limit[1]));
    }

    private GlrCusum chart(Map<String, String> options) {
        String model = options.getOrDefault("mu0", "list(S=1,trend=FALSE)");
        return new GlrCusum(
                (int) of("season")[0],
                Integer.parseInt(model.replaceAll(".*S=(\\d+).*", "$1")),
                model.contains("trend=TRUE"),
                real(options, "alpha", Double.NaN),
                new Chart(
                        real(options, "c.ARL", 5),
                        number(options, "M", -1),
                        number(options, "Mtilde", 1),
                        options.getOrDefault("dir", "inc").equals("inc")
                                ? Chart.Direction.UP
                                : Chart.Direction.DOWN,
                        real(options, "theta", Double.NaN)));
    }

    /** What of a verdict the package calls the upper bound. */
    double bound(Verdict verdict) {
        return question.contains("ret=\"value\"") ? verdict.score() : verdict.bound();
    }

    private static Farrington.Threshold power(Map<String, String> options) {
        return switch (options.getOrDefault("powertrans", "2/3")) {
            case "1/2" -> Farrington.Threshold.SQUARE_ROOT;
            case "none" -> Farrington.Threshold.UNTRANSFORMED;
            default -> Farrington.Threshold.TWO_THIRDS_POWER;
        };
    }

    private static int number(Map<String, String> options, String name, int usual) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(usual)));
    }

    private static double real(Map<String, String> options, String name, double usual) {
        return Double.parseDouble(options.getOrDefault(name, Double.toString(usual)));
    }

    private static boolean is(Map<String, String> options, String name, boolean usual) {
        return options.getOrDefault(name, usual ? "TRUE" : "FALSE").equals("TRUE");
    }
}
