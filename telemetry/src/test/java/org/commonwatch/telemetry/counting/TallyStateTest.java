package org.commonwatch.telemetry.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

class TallyStateTest {
    private static final List<Database> INVENTED = List.of(new Database("invented 1", "by us"));

    @Test
    void theBytesBecomeTheSameTally() {
        Cases.check(
                60,
                random -> {
                    var state = new TallyState(any(random).of("a segment"), INVENTED);
                    assertThat(TallyState.parse(state.bytes())).isEqualTo(state);
                });
        var empty = new TallyState(Tally.empty(CountingRule.ATTACKS.id()), List.of());
        assertThat(TallyState.parse(empty.bytes())).isEqualTo(empty);
    }

    @Test
    void whatProcessesCountedAddsUpAsInOne() {
        Cases.check(
                30,
                random -> {
                    Tally one = any(random).of("one");
                    Tally other = any(random).of("other");
                    TallyState sum =
                            TallyState.parse(new TallyState(one, INVENTED).bytes())
                                    .and(TallyState.parse(new TallyState(other, INVENTED).bytes()));
                    assertThat(sum).isEqualTo(new TallyState(one.and(other), INVENTED));
                    assertThat(sum.and(new TallyState(one, INVENTED))).isEqualTo(sum);
                });
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] bytes = new TallyState(Given.count(Given.simulated(plan())), INVENTED).bytes();
        Cases.check(
                200,
                random -> {
                    byte[] damaged =
                            random.nextBoolean()
                                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                                    : bytes.clone();
                    if (damaged.length == bytes.length) {
                        damaged[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
                    }
                    refused(damaged);
                });
    }

    /** Even if somebody makes the check right, it is a tally or refused, and takes little room. */
    @Test
    void forgedBytesAreRefusedOrATally() {
        byte[] bytes = new TallyState(Given.count(Given.simulated(plan())), INVENTED).bytes();
        Cases.check(
                2_000,
                random -> {
                    byte[] forged = bytes.clone();
                    for (int i = 1 + random.nextInt(4); i > 0; i--) {
                        int at = 8 + random.nextInt(forged.length - 16);
                        forged[at] = (byte) random.nextInt(256);
                    }
                    var check = new CRC32C();
                    check.update(forged, 8, forged.length - 16);
                    ByteBuffer.wrap(forged).putLong(forged.length - 8, check.getValue());
                    try {
                        assertThat(TallyState.parse(forged).tally().lines()).isNotNull();
                    } catch (TelemetryRefusedException e) {
                        assertThat(e.refusal()).isInstanceOf(TelemetryRefusal.NoState.class);
                    }
                });
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> TallyState.parse(bytes))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(TelemetryRefusal.NoState.class));
    }

    private static Plan plan() {
        return Given.plan(new SplittableRandom(5), 200);
    }

    private static Tally any(RandomGenerator random) {
        var plan = Given.plan(random, 300);
        var table = Given.table(SyntheticIndicators.first(plan.indicators()));
        return Given.count(Given.chunks(Given.simulated(plan)), table);
    }
}
