package org.commonwatch.server;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.health.Meters;
import org.commonwatch.server.ingest.Sensors;
import org.commonwatch.server.ingest.inbox.Inbox;
import org.commonwatch.server.ingest.kafka.KafkaIntake;
import org.commonwatch.server.ingest.syslog.Syslog;

import java.io.IOException;
import java.util.Optional;

/** What hears the sensors that do not speak HTTP, as far as it was set. */
record Ears(Optional<Inbox> inbox, Optional<KafkaIntake> kafka, Optional<Syslog> syslog)
        implements AutoCloseable {
    /** Begins to hear. Throws if that is not possible where it was set. */
    static Ears open(
            Settings.Sources sources,
            Optional<Syslog.Cover> cover,
            Sensors sensors,
            Transactions transactions,
            Meters meters)
            throws IOException {
        Optional<Syslog> syslog = Optional.empty();
        if (sources.syslog().isPresent()) {
            Syslog hearing = new Syslog(sources.syslog().get(), cover, sensors);
            meters.watchSyslog("received", hearing::received);
            meters.watchSyslog("dropped", hearing::dropped);
            meters.watchSyslog("unknown", hearing::unknown);
            syslog = Optional.of(hearing);
        }
        Optional<KafkaIntake> kafka =
                sources.kafka().map(plan -> new KafkaIntake(plan, sensors, transactions));
        kafka.ifPresent(each -> meters.watchKafka(each::lost));
        return new Ears(sources.inbox().map(folder -> new Inbox(folder, sensors)), kafka, syslog);
    }

    @Override
    public void close() throws IOException {
        inbox.ifPresent(Inbox::close);
        kafka.ifPresent(KafkaIntake::close);
        if (syslog.isPresent()) {
            syslog.get().close();
        }
    }
}
