package org.commonwatch.server.doctor;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.record.Verification;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at a server's health from inside, when asked. */
public final class Doctor {
    private final Place place;
    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    public Doctor(Place place, Transactions transactions, Record record, InstantSource clock) {
        this.place = place;
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /** Everything that was found, good or bad; reading the whole record can take minutes. */
    public List<Finding> examine() throws IOException {
        Instant now = clock.instant();
        FileChecks files = new FileChecks(place);
        List<Finding> found = new ArrayList<>();
        long free = Files.getFileStore(place.data()).getUsableSpace();
        transactions.read(connection -> {
            DatabaseChecks checks = new DatabaseChecks(connection, now);
            long here = place.database().isPresent() ? 0 : checks.size();
            found.add(Growth.of(free, here, Duration.between(checks.begun(), now)));
            found.add(checks.sensors());
            found.add(checks.backup());
            found.addAll(checks.settings(place.database()));
            found.add(checks.clock());
            return true;
        });
        found.addAll(files.certificate(now));
        found.addAll(files.secrets());
        found.add(record());
        return found;
    }

    private Finding record() {
        Verification verified = record.verify();
        return verified.finding()
                .map(finding ->
                        Finding.bad(
                                "record",
                                Sentence.of("record." + word(finding.kind()))
                                        .with("number", finding.number()),
                                Sentence.of("record.remedy")))
                .orElseGet(() ->
                        Finding.ok(
                                "record",
                                Sentence.of("record.well")
                                        .with("entries", verified.head().number())));
    }

    private static String word(org.commonwatch.server.record.Finding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
