package org.commonwatch.telemetry.simulation;

import org.commonwatch.telemetry.event.Unit;

import java.util.SplittableRandom;

/** What a decoy sees: visitors, each of whom leaves some lines one after the other. */
final class CowrieScene implements Scene {
    /** How many lines a visit has. */
    static final int LINES = 8;

    private static final int LET_IN_EVERY = 4;

    private static final String TAIL =
            """
            "sensor":"decoy-1",~"timestamp":"<time>",~"src_ip":"<source>",~\
            "session":"<session>"}\
            """;

    private static final Template CONNECT =
            Template.of(
                    """
                    {"eventid":"cowrie.session.connect",~"src_port":<source-port>,\
                    "dst_ip":"<target>","dst_port":2222,"protocol":"ssh",\
                    "message":"New connection: <source> (<target>:2222) [session: <session>]",\
                    """
                            + TAIL);
    private static final Template CLIENT =
            Template.of(
                    """
                    {"eventid":"cowrie.client.version",~"version":"b'<client>'",\
                    "message":"Remote SSH version: b'<client>'",\
                    """
                            + TAIL);
    private static final Template REFUSED = login("failed", "failed");
    private static final Template LET_IN = login("success", "succeeded");
    private static final Template COMMAND =
            Template.of(
                    """
                    {"eventid":"cowrie.command.input",~"input":"<command>",\
                    "message":"CMD: <command>",\
                    """
                            + TAIL);
    private static final Template DOWNLOAD =
            Template.of(
                    """
                    {"eventid":"cowrie.session.file_download",~\
                    "url":"http://host-<few>.service.example/x",\
                    "outfile":"var/lib/cowrie/downloads/<session>","shasum":"<digest>",\
                    "message":"Downloaded URL",\
                    """
                            + TAIL);
    private static final Template CLOSED =
            Template.of(
                    """
                    {"eventid":"cowrie.session.closed",~"duration":<seconds>,\
                    "message":"Connection lost after <few> seconds",\
                    """
                            + TAIL);

    private final Sources sources;
    private final long seed;

    CowrieScene(Sources sources, long seed) {
        this.sources = sources;
        this.seed = seed;
    }

    @Override
    public void write(Happening it, LineWriter out) {
        visit(it);
        switch ((int) (it.line % LINES)) {
            case 0 -> CONNECT.write(out, it);
            case 1 -> CLIENT.write(out, it);
            case 2, 3, 4 -> alert(it, Activity.DECOY_REFUSED_SIGN_IN, REFUSED, out);
            case 5 -> {
                if (it.line / LINES % LET_IN_EVERY == 0) {
                    alert(it, Activity.DECOY_SIGN_IN, LET_IN, out);
                } else {
                    alert(it, Activity.DECOY_REFUSED_SIGN_IN, REFUSED, out);
                }
            }
            case 6 -> {
                if (it.line / LINES % LET_IN_EVERY == 0) {
                    alert(it, Activity.DECOY_COMMAND, COMMAND, out);
                } else {
                    alert(it, Activity.DECOY_REFUSED_SIGN_IN, REFUSED, out);
                }
            }
            default -> CLOSED.write(out, it);
        }
    }

    // What an indicator lists only connects here: its alerts are those of other sensors.
    @Override
    public void writeHit(Happening it, LineWriter out) {
        switch (SyntheticIndicators.kind(it.indicator)) {
            case IPV4, IPV6, CIDR -> {
                visit(it);
                it.source = SyntheticIndicators.address(it.indicator, it.random.nextInt(256));
                CONNECT.write(out, it);
            }
            case SHA256 -> {
                visit(it);
                DOWNLOAD.write(out, it);
            }
            case DOMAIN, MD5, SHA1, URL, URL_PREFIX, EMAIL -> {
                it.indicator = Happening.NONE;
                write(it, out);
            }
        }
    }

    // The same for all lines of a visit.
    private void visit(Happening it) {
        var random = new SplittableRandom(Mix.of(seed + it.line / LINES));
        it.source =
                it.phase == Season.Phase.BOTNET
                        ? sources.bot(random, it.campaign)
                        : sources.any(random);
        it.target = Sources.target(random);
        it.established = true; // who talks with a decoy takes part
    }

    private static void alert(Happening it, Activity activity, Template template, LineWriter out) {
        it.unit = Unit.ALERT;
        it.activity = activity;
        template.write(out, it);
    }

    private static Template login(String event, String word) {
        return Template.of(
                """
                {"eventid":"cowrie.login.%s",~"username":"<user>","password":"<password>",\
                "message":"login attempt [<user>] %s",\
                """
                                .formatted(event, word)
                        + TAIL);
    }
}
