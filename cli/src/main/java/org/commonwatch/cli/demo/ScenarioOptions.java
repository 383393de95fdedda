package org.commonwatch.cli.demo;

import picocli.CommandLine.Option;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Which world, and what is to be another in it. */
final class ScenarioOptions {
    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "islands",
            description =
                    "Which world: the name of one that is shipped, or a folder with scenario.yaml"
                            + " (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another world of the same plan; the same seed, the same world.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How many days up to now, if fewer or more than the plan has.")
    private Optional<Integer> days = Optional.empty();

    @Option(
            names = "--attacks",
            paramLabel = "N",
            description = "About how many alerts in thirty usual days, if not as the plan has it.")
    private Optional<Long> attacks = Optional.empty();

    @Option(
            names = "--today",
            paramLabel = "DATE",
            description =
                    "The day on which the story is at its end, if not that of the scenario, or"
                            + " today in UTC.")
    private Optional<LocalDate> today = Optional.empty();

    /** The scenario as it is wished; throws what is wrong with it. */
    public Scenario scenario(InstantSource clock) {
        var wishes =
                new ScenarioFile.Wishes(
                        today,
                        clock.instant().atOffset(ZoneOffset.UTC).toLocalDate(),
                        seed.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        days.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        attacks.map(OptionalLong::of).orElse(OptionalLong.empty()));
        return ScenarioFile.read(name, wishes);
    }
}
