package org.commonwatch.telemetry.simulation;

/** Records of the decoy Cowrie. */
final class CowrieTemplates {
    private static final String TAIL =
            """
            "sensor":"decoy-1",~"timestamp":"<time>",~"src_ip":"<source>",~\
            "session":"<session>"}\
            """;

    static final Template CONNECT =
            Template.of(
                    """
                    {"eventid":"cowrie.session.connect",~"src_port":<source-port>,\
                    "dst_ip":"<target>","dst_port":2222,"protocol":"ssh",\
                    "message":"New connection: <source> (<target>:2222) [session: <session>]",\
                    """
                            + TAIL);
    static final Template CLIENT =
            Template.of(
                    """
                    {"eventid":"cowrie.client.version",~"version":"b'<client>'",\
                    "message":"Remote SSH version: b'<client>'",\
                    """
                            + TAIL);
    static final Template REFUSED = login("failed", "failed");
    static final Template LET_IN = login("success", "succeeded");
    static final Template COMMAND =
            Template.of(
                    """
                    {"eventid":"cowrie.command.input",~"input":"<command>",\
                    "message":"CMD: <command>",\
                    """
                            + TAIL);
    static final Template DOWNLOAD =
            Template.of(
                    """
                    {"eventid":"cowrie.session.file_download",~\
                    "url":"http://host-<few>.service.example/x",\
                    "outfile":"var/lib/cowrie/downloads/<session>","shasum":"<digest>",\
                    "message":"Downloaded URL",\
                    """
                            + TAIL);
    static final Template CLOSED =
            Template.of(
                    """
                    {"eventid":"cowrie.session.closed",~"duration":<seconds>,\
                    "message":"Connection lost after <few> seconds",\
                    """
                            + TAIL);

    private CowrieTemplates() {}

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
