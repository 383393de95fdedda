package org.commonwatch.server.matching;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.Daily;
import org.commonwatch.stix.StixId;

import java.time.InstantSource;

/** How exactly the sightings of a party's sensors are told to others. */
public final class Telling {
    private final Transactions transactions;
    private final InstantSource clock;

    public Telling(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * From now on by the day, of all sensors together, or by the hour and for each sensor. What was
     * told before stays as it is.
     */
    public void set(StixId party, boolean daily) {
        transactions.run(connection -> {
            Daily.set(connection, party, daily, clock.instant());
            return true;
        });
    }
}
