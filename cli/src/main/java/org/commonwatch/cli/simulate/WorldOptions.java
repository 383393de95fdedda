package org.commonwatch.cli.simulate;

import org.commonwatch.cli.demo.Scenario;
import org.commonwatch.cli.demo.ScenarioFile;

import picocli.CommandLine.Option;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Which world lines are to be of, instead of a number of lines. */
final class WorldOptions {
    @Option(
            names = "--world",
            paramLabel = "NAME",
            description =
                    "Lines of all sensors of a world, on its last --days days: the name of a"
                            + " scenario of 'cwatch demo', or a folder with scenario.yaml.")
    private Optional<String> world = Optional.empty();

    @Option(
            names = "--attacks",
            paramLabel = "N",
            converter = Amount.class,
            description =
                    "With --world: about how many alerts in thirty usual days, if not as planned.")
    private Optional<Long> attacks = Optional.empty();

    @Option(
            names = "--today",
            paramLabel = "DATE",
            description =
                    "With --world: the day on which it is at its end, if not that of the scenario,"
                            + " or today in UTC.")
    private Optional<LocalDate> today = Optional.empty();

    boolean isGiven() {
        return world.isPresent();
    }

    /** The world, of another seed if one is given. */
    Scenario scenario(Optional<Long> seed) {
        var wishes =
                new ScenarioFile.Wishes(
                        today,
                        LocalDate.now(ZoneOffset.UTC),
                        seed.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        OptionalInt.empty(),
                        attacks.map(OptionalLong::of).orElse(OptionalLong.empty()));
        return ScenarioFile.read(world.orElseThrow(), wishes);
    }
}
