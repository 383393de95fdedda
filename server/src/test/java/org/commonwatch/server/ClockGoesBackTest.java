package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.StandingKind;
import org.commonwatch.database.Database;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.health.Progress;
import org.commonwatch.server.intel.Indicators;
import org.commonwatch.server.intel.Selection;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.SettableClock;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

class ClockGoesBackTest {
    private static final BodyId BODY = new BodyId("commons");

    @Test
    void datesOfObjectsNeverDecreaseWhateverTheClockDoes() {
        var clock = new SettableClock(Instant.parse("2030-03-04T05:00:00.123456Z"));
        Parts parts = new Parts();
        Database database = TestDatabase.empty();
        try (HikariDataSource pool = Parts.pool(database)) {
            Transactions transactions = parts.transactions(pool, new Progress());
            Party owner;
            try (Record record = Record.open(database, transactions, clock)) {
                var parties = new Parties(transactions, record, BODY, clock);
                owner = parties.add("P", StandingKind.MEMBER);
            }
            var indicators = new Indicators(transactions);
            for (int hours : List.of(1, -3, 0, 2)) {
                clock.move(Duration.ofHours(hours));
                Observable seen =
                        Observable.parse(Observable.Kind.IPV4, "198.18.0." + (hours + 10));
                var indicator = new Indicator(owner.id(), seen, "", Tlp.GREEN, clock.instant());
                indicators.add(List.of(indicator), BODY, clock.instant());
            }
            var objects = new StixObjects(transactions);
            BitSet audiences = new BitSet();
            audiences.set(1, 100);
            var all =
                    new Selection(
                            new Selection.Audible(audiences, audiences, new BitSet(), false),
                            new Selection.Stretch(Selection.Position.START, Selection.Stretch.END),
                            new Selection.Which(
                                    List.of(),
                                    List.of(),
                                    new Selection.Versions(false, false, true, List.of()),
                                    List.of()),
                            Optional.empty(),
                            10);
            List<Instant> dates = new ArrayList<>();
            objects.find(all).rows().forEach(object -> dates.add(object.position().dateAdded()));
            assertThat(dates).hasSize(4).isSorted().doesNotHaveDuplicates();
            assertThat(dates.getFirst()).isEqualTo(Instant.parse("2030-03-04T06:00:00.123Z"));
            assertThat(dates.getLast()).isBefore(Instant.parse("2030-03-04T06:00:01Z"));
        }
    }
}
