package org.commonwatch.telemetry.simulation;

import org.commonwatch.telemetry.event.Unit;

/** What Zeek sees. It accuses nobody of having answered: its alerts are notices. */
final class ZeekScene implements Scene {
    private static final byte[] SERVICE_DNS = LineWriter.ascii("\"service\":\"dns\",");
    private static final byte[] SERVICE_SSL = LineWriter.ascii("\"service\":\"ssl\",");
    private static final Attempt UNANSWERED = new Attempt("S0", 0, false);
    private static final Attempt REFUSED = new Attempt("REJ", 1, false);
    private static final Attempt BROKEN_OFF = new Attempt("RSTO", 1, true);
    private static final byte[] RSTR = state("RSTR");
    private static final byte[] SF = state("SF");
    private static final byte[] BELOW = LineWriter.ascii("cdn.");
    private static final Activity[] NOTICES = {
        Activity.NOTICE_OF_SCAN,
        Activity.NOTICE_OF_SCAN,
        Activity.NOTICE_OF_GUESSING,
        Activity.NOTICE_OF_INJECTION,
        Activity.NOTICE_OF_CERTIFICATE
    };
    private static final int NAMES = 200_000;
    private static final int SCANNED_PORTS = 1_024;

    /** How a connection ended on which nothing was said. */
    private static final class Attempt {
        private final byte[] state;
        private final int packetsBack;
        private final boolean established;

        // Only who had answered the answer can have broken off, and is established.
        Attempt(String state, int packetsBack, boolean established) {
            this.state = state(state);
            this.packetsBack = packetsBack;
            this.established = established;
        }
    }

    private final Sources sources;

    ZeekScene(Sources sources) {
        this.sources = sources;
    }

    @Override
    public void write(Happening it, LineWriter out) {
        anybody(it);
        if (it.random.nextInt(100) < it.phase.percent()) {
            campaign(it, out);
            return;
        }
        int percent = it.random.nextInt(100);
        if (percent < 55) {
            connection(it, out);
        } else if (percent < 70) {
            it.port = 53;
            ZeekTemplates.DNS.write(out, it);
        } else if (percent < 80) {
            it.port = 80;
            ZeekTemplates.HTTP.write(out, it);
        } else if (percent < 88) {
            it.port = 443;
            ZeekTemplates.SSL.write(out, it);
        } else if (percent < 91) {
            it.port = 22;
            ZeekTemplates.SSH.write(out, it);
        } else if (percent < 94) {
            it.port = 80;
            ZeekTemplates.FILES.write(out, it);
        } else {
            notice(it, NOTICES[it.random.nextInt(NOTICES.length)], out);
        }
    }

    @Override
    public void writeHit(Happening it, LineWriter out) {
        anybody(it);
        switch (SyntheticIndicators.kind(it.indicator)) {
            case IPV4, IPV6, CIDR -> {
                it.source = SyntheticIndicators.address(it.indicator, it.random.nextInt(256));
                if (it.oneIn(4)) {
                    notice(it, NOTICES[it.random.nextInt(NOTICES.length)], out);
                } else {
                    connection(it, out);
                }
            }
            case DOMAIN -> {
                it.prefix = it.random.nextBoolean() ? BELOW : Happening.NOTHING;
                it.port = 53;
                switch (it.random.nextInt(3)) {
                    case 0 -> ZeekTemplates.DNS.write(out, it);
                    case 1 -> ZeekTemplates.HTTP.write(out, it);
                    default -> ZeekTemplates.SSL.write(out, it);
                }
            }
            case MD5, SHA1, SHA256, URL, URL_PREFIX, EMAIL -> {
                it.port = 80;
                ZeekTemplates.FILES.write(out, it);
            }
        }
    }

    private void campaign(Happening it, LineWriter out) {
        switch (it.phase) {
            case CALM, RAMP -> notice(it, Activity.NOTICE_OF_GUESSING, out);
            case BURST -> {
                it.source = Sources.loner(it.campaign);
                notice(it, Activity.NOTICE_OF_INJECTION, out);
            }
            case BOTNET -> {
                it.source = sources.bot(it.random, it.campaign);
                it.target = Sources.target(it.campaign + 1);
                attempt(it, UNANSWERED, ZeekTemplates.ATTEMPT_TCP, out);
            }
            case FLOOD -> {
                it.reflected = true;
                it.source = Sources.victim(it.random);
                it.target = Sources.target(1);
                it.port = Activity.REFLECTION.port();
                if (it.oneIn(3)) {
                    attempt(it, UNANSWERED, ZeekTemplates.ATTEMPT_UDP, out);
                } else {
                    ZeekTemplates.DNS_REFLECTION.write(out, it);
                }
            }
        }
    }

    private void anybody(Happening it) {
        it.source = sources.any(it.random);
        it.target = Sources.target(it.random);
        it.rank = Mix.zipf(it.random, NAMES);
        it.port = it.random.nextInt(SCANNED_PORTS);
    }

    private static void notice(Happening it, Activity activity, LineWriter out) {
        it.unit = Unit.ALERT;
        it.activity = activity;
        it.port = activity.port();
        ZeekTemplates.NOTICE.write(out, it);
    }

    private static void connection(Happening it, LineWriter out) {
        switch (it.random.nextInt(10)) {
            case 0, 1, 2 -> attempt(it, UNANSWERED, ZeekTemplates.ATTEMPT_TCP, out);
            case 3 -> attempt(it, UNANSWERED, ZeekTemplates.ATTEMPT_UDP, out);
            case 4 -> attempt(it, REFUSED, ZeekTemplates.ATTEMPT_TCP, out);
            case 5 -> attempt(it, BROKEN_OFF, ZeekTemplates.ATTEMPT_TCP, out);
            case 6 -> {
                it.application = SERVICE_DNS;
                it.state = SF;
                it.port = 53;
                ZeekTemplates.CONN_UDP.write(out, it);
            }
            case 7 -> {
                it.state = RSTR;
                it.established = true;
                ZeekTemplates.CONN_TCP.write(out, it);
            }
            default -> {
                it.application = SERVICE_SSL;
                it.state = SF;
                it.port = 443;
                it.established = true;
                ZeekTemplates.CONN_TCP.write(out, it);
            }
        }
    }

    private static void attempt(Happening it, Attempt attempt, Template template, LineWriter out) {
        it.unit = Unit.PROBE;
        it.state = attempt.state;
        it.packetsBack = attempt.packetsBack;
        it.established = attempt.established;
        template.write(out, it);
    }

    private static byte[] state(String name) {
        return LineWriter.ascii("\"conn_state\":\"" + name + "\",");
    }
}
