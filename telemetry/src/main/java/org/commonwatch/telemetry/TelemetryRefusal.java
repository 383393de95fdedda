package org.commonwatch.telemetry;

import java.util.List;

/** Why an input, a list or a plan is not worked on. */
public sealed interface TelemetryRefusal {
    /** What happened: one sentence that names the value. */
    String message();

    /** What to do next, as an instruction. */
    String remedy();

    /** One input would make more cells than it may. */
    record TooManyCells(int limit) implements TelemetryRefusal {
        @Override
        public String message() {
            return "The input makes more than " + limit + " different counts.";
        }

        @Override
        public String remedy() {
            return "Check the timestamps: a sane input covers few hours. Else cut it by time.";
        }
    }

    /** One input would make more sightings than it may. */
    record TooManySightings(int limit) implements TelemetryRefusal {
        @Override
        public String message() {
            return "The input sights more than " + limit + " pairs of indicator and hour.";
        }

        @Override
        public String remedy() {
            return "Cut the input by time, or match it against fewer indicators.";
        }
    }

    /** A table was given more indicators than it may hold. */
    record TooManyIndicators(int limit) implements TelemetryRefusal {
        @Override
        public String message() {
            return "There are more than " + limit + " indicators to match.";
        }

        @Override
        public String remedy() {
            return "Match against fewer indicators, for example the ones still valid.";
        }
    }

    /** What was kept of a table of indicators cannot be put together again. */
    record NoTable(String what) implements TelemetryRefusal {
        @Override
        public String message() {
            return "This is no table of indicators: " + what + ".";
        }

        @Override
        public String remedy() {
            return "Compile the lists again.";
        }
    }

    /** Databases of addresses know more origins than can be told apart. */
    record TooManyOrigins(int limit) implements TelemetryRefusal {
        @Override
        public String message() {
            return "The databases know more than " + limit + " pairs of country and network.";
        }

        @Override
        public String remedy() {
            return "Give fewer databases, for example one of countries alone.";
        }
    }

    /** A mapping names more sectors than can be told apart. */
    record TooManySectors(int limit) implements TelemetryRefusal {
        @Override
        public String message() {
            return "There are more than " + limit + " sectors.";
        }

        @Override
        public String remedy() {
            return "Name fewer: sectors are for telling few large groups apart.";
        }
    }

    /** Two counts have some of their inputs in common, so their sum would count these twice. */
    record SharedSegments(int shared) implements TelemetryRefusal {
        @Override
        public String message() {
            return "The counts have " + shared + " inputs in common, but not all.";
        }

        @Override
        public String remedy() {
            return "Merge counts of separate inputs, or of the same ones.";
        }
    }

    /** Two counts were made by different rules, so their sum would mean nothing. */
    record DifferentRules(String one, String other) implements TelemetryRefusal {
        @Override
        public String message() {
            return "Counts by the rule " + one + " cannot be added to counts by " + other + ".";
        }

        @Override
        public String remedy() {
            return "Count both inputs again by the same rule.";
        }
    }

    /** Bytes are no tally's. */
    record NoState(String why) implements TelemetryRefusal {
        @Override
        public String message() {
            return "This is no state of a count: " + why + ".";
        }

        @Override
        public String remedy() {
            return "Give files that 'cwatch count --state-out' of this version wrote.";
        }
    }

    /** No dialect understands any of an input's first lines. */
    record UnknownFormat(List<String> tried) implements TelemetryRefusal {
        @Override
        public String message() {
            return "The first lines are of none of the formats " + String.join(", ", tried) + ".";
        }

        @Override
        public String remedy() {
            return "Name the format, or give a mapping file that tells how its lines are read.";
        }
    }

    /** A simulation cannot be run as planned. */
    record ImpossiblePlan(String what, long value, long least, long most)
            implements TelemetryRefusal {
        @Override
        public String message() {
            return "A simulation of " + value + " " + what + " is not possible.";
        }

        @Override
        public String remedy() {
            return "Plan between " + least + " and " + most + " " + what + ".";
        }
    }

    /** A world cannot be as planned. */
    record ImpossibleWorld(String why) implements TelemetryRefusal {
        @Override
        public String message() {
            return "The world is not possible: " + why + ".";
        }

        @Override
        public String remedy() {
            return "Correct its plan.";
        }
    }
}
