package org.commonwatch.server.sharing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.StandingKind;
import org.commonwatch.database.Database;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.pseudonyms.Pseudonyms;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.SettableClock;
import org.commonwatch.testkit.TestDatabase;
import org.flywaydb.core.Flyway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A door on a database of its own, with a body that parties belong to. */
final class Commons implements AutoCloseable {
    static final BodyId BODY = new BodyId("commons");

    final SettableClock clock;
    final Institutions institutions;
    final Parties parties;
    final Sharing sharing;
    final Record record;
    private final HikariDataSource pool;

    Commons() {
        this(new SettableClock(Instant.parse("2030-03-04T05:00:00Z")));
    }

    private Commons(SettableClock clock) {
        this(clock, clock, TestDatabase.empty());
    }

    private Commons(SettableClock clock, InstantSource source, Database database) {
        this.clock = clock;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        this.pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).load().migrate();
        Transactions transactions = new Transactions(pool);
        this.record = Record.open(database, transactions, source);
        this.institutions = new Institutions(transactions, record, BODY, source);
        this.parties = new Parties(transactions, record, BODY, source);
        this.sharing =
                new Sharing(
                        transactions,
                        new Sharing.Store(new StixObjects(transactions), Pseudonyms.NONE),
                        institutions,
                        record,
                        source);
    }

    Caller party(String name, StandingKind kind) {
        Party party = parties.add(name, kind);
        return new Caller(party.id(), name);
    }

    /** A collection of its own that only those who were given it can see. */
    Collection collection(String title) {
        return institutions
                .collections()
                .add(
                        new Collections.Wanted(
                                BODY, title, "", Optional.empty(), Optional.empty(), List.of()));
    }

    void grant(Collection collection, Caller to, boolean read, boolean write) {
        institutions.collections().grant(collection, parties.named(to.name()), read, write);
    }

    Offered offered(Caller caller, String alias) {
        return sharing.collection(caller, BODY.name(), alias);
    }

    /** An indicator of a level, or of none. */
    static byte[] indicator(UUID id, Optional<Tlp> level, Instant modified) {
        String markings =
                level.map(each -> ",\"object_marking_refs\":[\"" + each.marking() + "\"]")
                        .orElse("");
        return """
        {"type":"indicator","spec_version":"2.1","id":"indicator--%s",\
        "created":"2030-01-01T00:00:00.000Z","modified":"%s","pattern":"[ipv4-addr:value = \
        '198.18.0.1']","pattern_type":"stix","valid_from":"2030-01-01T00:00:00Z"%s}\
        """
                .formatted(id, modified, markings)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] indicator(UUID id, Tlp level) {
        return indicator(id, Optional.of(level), Instant.parse("2030-01-01T00:00:00.001Z"));
    }

    /** Everything, page by page at the cursor. */
    List<Page.Shown> walk(Caller caller, Collection collection, int limit) {
        List<Page.Shown> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page page = page(caller, collection, Optional.empty(), next, limit);
            all.addAll(page.objects());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    Page page(
            Caller caller,
            Collection collection,
            Optional<Instant> after,
            Optional<String> next,
            int limit) {
        List<Page> pages = new ArrayList<>();
        var query = new Page.Query(Match.ALL, after, next, limit);
        sharing.read(
                new Question(caller, Surface.OBJECTS, collection, query, Optional.empty()),
                page -> {
                    pages.add(page);
                    return new byte[0];
                });
        return pages.getLast();
    }

    @Override
    public void close() {
        record.close();
        pool.close();
    }
}
