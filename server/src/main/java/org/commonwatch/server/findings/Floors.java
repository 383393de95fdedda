package org.commonwatch.server.findings;

import org.commonwatch.server.doctor.Doctor;
import org.commonwatch.server.doctor.Finding.Level;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.record.Verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What there is to say of the record, and of the server's health. */
final class Floors {
    private static final String RECORD = "/api/v1/record/head";
    private static final String DOCTOR = "/api/v1/doctor";

    /** So long it is not read again from its beginning. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Record record;
    private final Doctor doctor;
    private final InstantSource clock;
    private final AtomicReference<Optional<Checked>> last = new AtomicReference<>(Optional.empty());

    /** What reading all of the record has shown. */
    private record Checked(Verification verified, Instant at) {}

    Floors(Record record, Doctor doctor, InstantSource clock) {
        this.record = record;
        this.doctor = doctor;
        this.clock = clock;
    }

    Finding record(Wish wish) {
        String page = "record";
        wish.checkIs(Role.OPERATOR, Role.AUDITOR);
        Checked checked = checked();
        Phrases phrases = wish.phrases();
        List<Fact> facts = new ArrayList<>();
        facts.add(
                phrases.count(
                        "entries",
                        checked.verified().head().number(),
                        Fact.Basis.of("entry", RECORD)));
        facts.add(phrases.word("hash", checked.verified().head().hash(), RECORD));
        long minutes = Duration.between(checked.at(), clock.instant()).toMinutes();
        facts.add(phrases.count("minutes", minutes, Fact.Basis.of("minute", RECORD)));
        if (checked.verified().finding().isEmpty()) {
            return wish.finding(page, minutes == 0 ? "record.now" : "record.intact", facts);
        }
        long number = checked.verified().finding().get().number();
        facts.add(phrases.count("number", number, Fact.Basis.of("", RECORD)));
        return wish.finding(page, "record.broken", facts);
    }

    // One at a time: reading all of it takes a processor.
    private synchronized Checked checked() {
        Instant now = clock.instant();
        Optional<Checked> known = last.get().filter(each -> each.at().plus(FRESH).isAfter(now));
        Checked checked = known.orElseGet(() -> new Checked(record.verify(), now));
        last.set(Optional.of(checked));
        return checked;
    }

    Finding health(Wish wish) {
        String page = "health";
        wish.checkIs(Role.OPERATOR);
        List<org.commonwatch.server.doctor.Finding> found;
        try {
            found = doctor.examine();
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory cannot be read", e);
        }
        Phrases phrases = wish.phrases();
        List<Fact> facts = new ArrayList<>();
        var basis = Fact.Basis.of("check", DOCTOR);
        facts.add(phrases.count("checks", found.size(), basis));
        List<org.commonwatch.server.doctor.Finding> wrong =
                found.stream().filter(each -> each.level() != Level.OK).toList();
        facts.add(phrases.count("wrong", wrong.size(), basis));
        if (wrong.isEmpty()) {
            return wish.finding(page, "health.well", facts);
        }
        String worst =
                wrong.stream()
                        .filter(each -> each.level() == Level.BAD)
                        .findFirst()
                        .orElse(wrong.getFirst())
                        .check();
        facts.add(phrases.word("worst", phrases.check(worst), DOCTOR));
        return wish.finding(page, "health.wrong", facts);
    }
}
