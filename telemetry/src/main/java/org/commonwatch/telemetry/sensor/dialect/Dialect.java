package org.commonwatch.telemetry.sensor.dialect;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.json.CowrieFormat;
import org.commonwatch.telemetry.sensor.json.IdeaFormat;
import org.commonwatch.telemetry.sensor.json.OcsfFormat;
import org.commonwatch.telemetry.sensor.line.LineFormat;
import org.commonwatch.telemetry.sensor.line.LineReader;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.commonwatch.telemetry.sensor.mapping.MappedFormat;
import org.commonwatch.telemetry.sensor.mapping.Mapping;
import org.commonwatch.telemetry.sensor.text.CefFormat;
import org.commonwatch.telemetry.sensor.text.LeefFormat;
import org.commonwatch.telemetry.sensor.text.SnortFormat;
import org.commonwatch.telemetry.sensor.text.SshdFormat;
import org.commonwatch.telemetry.sensor.text.WebFormat;
import org.commonwatch.telemetry.sensor.zeek.ZeekJsonFormat;
import org.commonwatch.telemetry.sensor.zeek.ZeekTsvFormat;

/**
 * A format that sensors write.
 *
 * @param label its name for people and options, such as {@code zeek-json}
 * @param parallel whether chunks of one input may be read in any order and by several readers;
 *     otherwise one reader must be given all of them in order
 * @param readers makes readers of it
 */
public record Dialect(String label, boolean parallel, Readers readers) {
    /** Makes readers. */
    @FunctionalInterface
    public interface Readers {
        /** A new reader, for one thread. */
        SensorReader reader(CountingRule rule, ReadingOptions options);
    }

    private interface Format {
        LineFormat format(CountingRule rule, TimeText times);
    }

    /** Suricata's EVE. */
    public static final Dialect EVE =
            new Dialect("eve", true, (rule, options) -> new EveReader(rule));

    /** Zeek's logs as JSON. */
    public static final Dialect ZEEK_JSON = of("zeek-json", true, ZeekJsonFormat::new);

    /** Zeek's logs in columns, which headers name. */
    public static final Dialect ZEEK_TSV = of("zeek-tsv", false, ZeekTsvFormat::new);

    /** The decoy Cowrie. */
    public static final Dialect COWRIE = of("cowrie", true, CowrieFormat::new);

    /** ArcSight's Common Event Format. */
    public static final Dialect CEF = of("cef", true, CefFormat::new);

    /** QRadar's Log Event Extended Format. */
    public static final Dialect LEEF = of("leef", true, LeefFormat::new);

    /** Snort's fast alerts. */
    public static final Dialect SNORT = of("snort-fast", true, SnortFormat::new);

    /** OpenSSH's server in syslog. */
    public static final Dialect SSHD = of("sshd", true, SshdFormat::new);

    /** Access and error logs of web servers, with ModSecurity. */
    public static final Dialect WEB = of("web", true, WebFormat::new);

    /** Open Cybersecurity Schema Framework. */
    public static final Dialect OCSF = of("ocsf", true, OcsfFormat::new);

    /** Intrusion Detection Extensible Alert. */
    public static final Dialect IDEA = of("idea", true, IdeaFormat::new);

    /** A dialect told by a mapping. */
    public static Dialect of(Mapping mapping) {
        return of(
                mapping.name(),
                mapping.ofSingleLines(),
                (rule, times) -> new MappedFormat(mapping, rule, times));
    }

    private static Dialect of(String label, boolean parallel, Format format) {
        return new Dialect(
                label,
                parallel,
                (rule, options) ->
                        new LineReader(format.format(rule, new TimeText(options.year()))));
    }

    /** A new reader, for one thread. */
    public SensorReader reader(CountingRule rule, ReadingOptions options) {
        return readers.reader(rule, options);
    }
}
