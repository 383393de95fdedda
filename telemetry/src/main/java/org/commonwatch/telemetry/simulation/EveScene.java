package org.commonwatch.telemetry.simulation;

import org.commonwatch.telemetry.event.Unit;

/** What Suricata sees. */
final class EveScene implements Scene {
    private static final byte[] NEW = LineWriter.ascii("\"state\":\"new\",");
    private static final byte[] CLOSED = LineWriter.ascii("\"state\":\"closed\",");
    private static final byte[] ESTABLISHED = LineWriter.ascii("\"state\":\"established\",");
    private static final byte[] SYN_SENT = LineWriter.ascii("\"state\":\"syn_sent\",");
    private static final byte[] HTTP = application("http");
    private static final byte[] TLS = application("tls");
    private static final byte[] SSH = application("ssh");
    private static final byte[] DNS = application("dns");
    private static final byte[] FAILED = application("failed");
    private static final byte[][] PREFIXES = {
        Happening.NOTHING, LineWriter.ascii("WWW."), LineWriter.ascii("a1.edge.")
    };
    private static final Activity[] OF_BOTNETS = {
        Activity.EXPLOIT, Activity.QUERY_INJECTION, Activity.GUESSING
    };
    private static final int NAMES = 200_000;
    private static final int SCANNED_PORTS = 1_024;
    private static final int SCAN_HOURS = 6;
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final Sources sources;

    EveScene(Sources sources) {
        this.sources = sources;
    }

    @Override
    public void write(Happening it, LineWriter out) {
        if (it.random.nextInt(100) < it.phase.percent()) {
            campaign(it, out);
            return;
        }
        anybody(it);
        int percent = it.random.nextInt(100);
        if (percent < 40) {
            alert(it, Activity.usual(it.random.nextInt(100)), out);
        } else if (percent < 65) {
            flow(it, out);
        } else if (percent < 79) {
            lookup(it, out);
        } else if (percent < 87) {
            talk(it, 80, HTTP);
            EveTemplates.WEB.write(out, it);
        } else if (percent < 93) {
            talk(it, 443, TLS);
            EveTemplates.ENCRYPTED.write(out, it);
        } else if (percent < 99) {
            talk(it, 80, HTTP);
            EveTemplates.FILE.write(out, it);
        } else {
            EveTemplates.STATS.write(out, it);
        }
    }

    @Override
    public void writeHit(Happening it, LineWriter out) {
        anybody(it);
        switch (SyntheticIndicators.kind(it.indicator)) {
            case IPV4, IPV6, CIDR -> {
                it.source = SyntheticIndicators.address(it.indicator, it.random.nextInt(256));
                if (it.random.nextBoolean()) {
                    alert(it, Activity.usual(it.random.nextInt(100)), out);
                } else {
                    flow(it, out);
                }
            }
            case DOMAIN -> {
                it.prefix = PREFIXES[it.random.nextInt(PREFIXES.length)];
                switch (it.random.nextInt(4)) {
                    case 0, 1 -> lookup(it, out);
                    case 2 -> {
                        talk(it, 80, HTTP);
                        EveTemplates.WEB.write(out, it);
                    }
                    default -> {
                        talk(it, 443, TLS);
                        EveTemplates.ENCRYPTED.write(out, it);
                    }
                }
            }
            case MD5, SHA1, SHA256, URL, URL_PREFIX, EMAIL -> {
                talk(it, 80, HTTP);
                EveTemplates.FILE.write(out, it);
            }
        }
    }

    private void campaign(Happening it, LineWriter out) {
        anybody(it);
        switch (it.phase) {
            case CALM, RAMP -> alert(it, Activity.GUESSING, out);
            case BURST -> {
                it.source = Sources.loner(it.campaign);
                alert(it, Activity.QUERY_INJECTION, out);
            }
            case BOTNET -> {
                it.source = sources.bot(it.random, it.campaign);
                it.target = Sources.target(it.campaign + 1);
                alert(it, OF_BOTNETS[it.campaign % OF_BOTNETS.length], out);
            }
            case FLOOD -> reflection(it, out);
        }
    }

    // Whoever these sources name is the victim.
    private static void reflection(Happening it, LineWriter out) {
        it.reflected = true;
        it.source = Sources.victim(it.random);
        it.target = Sources.target(1);
        it.application = DNS;
        it.port = Activity.REFLECTION.port();
        it.packetsBack = 1;
        if (it.random.nextInt(3) > 0) {
            it.unit = Unit.ALERT;
            it.activity = Activity.REFLECTION;
            EveTemplates.ALERT_REFLECTION.write(out, it);
        } else {
            EveTemplates.DNS_REFLECTION.write(out, it);
        }
    }

    private void anybody(Happening it) {
        it.source = sources.any(it.random);
        it.target = Sources.target(it.random);
        it.rank = Mix.zipf(it.random, NAMES);
    }

    private static void talk(Happening it, int port, byte[] application) {
        it.port = port;
        it.application = application;
    }

    private static void alert(Happening it, Activity activity, LineWriter out) {
        it.unit = Unit.ALERT;
        it.activity = activity;
        it.port = activity.port();
        it.packetsBack = 1 + it.random.nextInt(9);
        it.established = true;
        switch (it.random.nextInt(12)) {
            case 0 -> {
                it.packetsBack = 0; // the sensor saw one way only
                it.established = false;
                it.application = of(activity.form());
            }
            case 1 -> it.established = false;
            case 2 -> it.application = FAILED;
            default -> it.application = of(activity.form());
        }
        it.established &= it.application.length > 0;
        switch (activity.form()) {
            case HTTP -> EveTemplates.ALERT_HTTP.write(out, it);
            case TLS -> EveTemplates.ALERT_TLS.write(out, it);
            case SSH -> EveTemplates.ALERT_SSH.write(out, it);
            case DNS -> {
                it.established = false; // anybody can write an address into a datagram
                EveTemplates.ALERT_DNS.write(out, it);
            }
            case PLAIN, NOTICE, DECOY -> EveTemplates.ALERT_PLAIN.write(out, it);
        }
    }

    private static byte[] of(Activity.Form form) {
        return switch (form) {
            case HTTP -> HTTP;
            case TLS -> TLS;
            case SSH -> SSH;
            case DNS -> DNS;
            case PLAIN, NOTICE, DECOY -> Happening.NOTHING;
        };
    }

    private void flow(Happening it, LineWriter out) {
        it.packetsBack = 0;
        it.port = it.random.nextInt(SCANNED_PORTS);
        int sort = it.random.nextInt(8);
        if (sort < 2 && it.indicator == Happening.NONE && it.random.nextBoolean()) {
            // One host looks for what is there, for hours.
            it.source = sources.regular(2 + (int) (it.micros / HOUR_MICROS / SCAN_HOURS & 0xFF));
        }
        it.unit = sort < 5 ? Unit.PROBE : Unit.CONTEXT;
        switch (sort) {
            case 0, 1 -> tcp(it, NEW, SYN_SENT, out);
            case 2 -> {
                it.packetsBack = 1;
                tcp(it, CLOSED, CLOSED, out);
            }
            case 3 -> {
                it.state = NEW;
                EveTemplates.FLOW_UDP.write(out, it);
            }
            case 4 -> {
                it.state = NEW;
                EveTemplates.FLOW_ICMP.write(out, it);
            }
            case 5 -> {
                it.packetsBack = 1;
                talk(it, 53, DNS);
                it.state = ESTABLISHED;
                EveTemplates.FLOW_UDP.write(out, it);
            }
            case 6 -> {
                it.packetsBack = 3;
                it.established = true;
                tcp(it, CLOSED, ESTABLISHED, out);
            }
            default -> {
                it.packetsBack = 12;
                it.established = true;
                talk(it, 443, TLS);
                tcp(it, CLOSED, CLOSED, out);
            }
        }
    }

    private static void tcp(Happening it, byte[] state, byte[] connection, LineWriter out) {
        it.state = state;
        it.connection = connection;
        EveTemplates.FLOW_TCP.write(out, it);
    }

    private static void lookup(Happening it, LineWriter out) {
        it.port = 53;
        switch (it.random.nextInt(5)) {
            case 0, 1 -> EveTemplates.DNS_QUERY.write(out, it);
            case 2, 3 -> EveTemplates.DNS_ANSWER.write(out, it);
            default -> EveTemplates.DNS_QUESTIONS.write(out, it);
        }
    }

    private static byte[] application(String name) {
        return LineWriter.ascii("\"app_proto\":\"" + name + "\",");
    }
}
