package org.commonwatch.server.health;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** What the server counts about itself, as text that Prometheus reads. */
public final class Meters implements AutoCloseable {
    /** The media type of {@link #text}. */
    static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    // The registry itself holds what it asks only weakly.
    private final List<LongSupplier> asked = new CopyOnWriteArrayList<>();

    /** Begins with what every Java process has, and with where the server stands. */
    public Meters(Progress progress) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("cwatch.ready", progress, each -> each.phase() == Phase.READY ? 1 : 0)
                .description("Whether the server is ready for its clients.")
                .register(registry);
    }

    /** And what a pool of connections has to say. */
    public void watch(HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    /** How many entries the record has; asked when the metrics are. */
    public void watchRecord(LongSupplier entries) {
        asked.add(entries);
        FunctionCounter.builder("cwatch.record.entries", entries, LongSupplier::getAsLong)
                .description("Entries of the record.")
                .register(registry);
    }

    /** Lines that came as syslog, by what became of them; asked when the metrics are. */
    public void watchSyslog(String outcome, LongSupplier lines) {
        asked.add(lines);
        FunctionCounter.builder("cwatch.syslog.lines", lines, LongSupplier::getAsLong)
                .description(
                        "Lines of syslog since the start: received, dropped or of nobody known.")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Records that Kafka had deleted before they were counted; asked when the metrics are. */
    public void watchKafka(LongSupplier lost) {
        asked.add(lost);
        FunctionCounter.builder("cwatch.kafka.lost", lost, LongSupplier::getAsLong)
                .description("Records that were deleted before they were counted, since the start.")
                .register(registry);
    }

    /** How many sensors deliver nothing any more; asked when the metrics are. */
    public void watchSensors(LongSupplier silent) {
        asked.add(silent);
        Gauge.builder("cwatch.sensors.silent", silent, LongSupplier::getAsLong)
                .description("Sensors that delivered nothing for a day.")
                .register(registry);
    }

    /** So many lines of a delivery came to this: counted, context, skipped or rejected. */
    public void lines(String outcome, long lines) {
        Counter.builder("cwatch.lines")
                .description("Lines of sensors since the start, by what became of them.")
                .tag("outcome", outcome)
                .register(registry)
                .increment((double) lines);
    }

    /** A request was answered. */
    void answered(String method, String route, int status, Duration took) {
        Timer.builder("cwatch.requests")
                .description("Requests since the start, by endpoint and status, and their seconds.")
                .tags("method", method, "route", route, "status", Integer.toString(status))
                .register(registry)
                .record(took);
    }

    /** All of them. */
    String text() {
        return registry.scrape(TEXT);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
