package org.commonwatch.telemetry.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.geography.Sectors;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

class CellCountsTest {
    private static final int ORIGINS = 1_000;
    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    /** Over many months, none of which is beyond its budget. */
    @Test
    void memoryHoldsSoManyCellsAndNotOneMore() {
        var geography = Geography.builder(new Geography.Database("invented", ""));
        for (int i = 0; i < ORIGINS; i++) {
            byte[] source = ByteBuffer.allocate(4).putInt(0xC612_0000 + i).array();
            geography.add(source, 32, new Origin("", 1 + i));
        }
        var places = new Places(geography.build(), Sectors.NONE);
        var counts = new CellCounts("gate-1", places, Limits.OF_A_FILE);
        var events = new Events();
        int hours = CellCounts.DETAILED_LIMIT / ORIGINS;
        for (int hour = 0; hour < hours; hour++) {
            fill(events, hour, ORIGINS);
            counts.add(events);
        }
        Cells cells = counts.cells();
        assertThat(cells.size()).isEqualTo(CellCounts.DETAILED_LIMIT);
        assertThat(cells.folded()).isZero();
        fill(events, hours, 1);
        assertThatThrownBy(() -> counts.add(events))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isEqualTo(
                                                new TelemetryRefusal.TooManyCells(
                                                        CellCounts.DETAILED_LIMIT)));
    }

    private static void fill(Events events, int hour, int count) {
        events.clear(new byte[0]);
        CountingRule rule = CountingRule.ATTACKS;
        for (int i = 0; i < count; i++) {
            events.begin();
            events.putTime(hour * MICROS_PER_HOUR, true);
            events.putSource4(0xC612_0000 + i);
            events.classify(rule, rule.type("eve/alert"), 0, Kind.OTHER);
            events.end();
        }
    }
}
