package org.commonwatch.server.health;

/** What a probe is answered: a status and a line of JSON. */
record Probe(int status, String json) {
    private static final int OK = 200;
    private static final int NOT_NOW = 503;

    /** Whether the process lives: if it can be asked, it does. */
    static Probe live() {
        return new Probe(OK, "{\"live\":true}");
    }

    /** Whether the server is ready for its clients, and where it stands. */
    static Probe ready(Phase phase) {
        boolean ready = phase == Phase.READY;
        return new Probe(
                ready ? OK : NOT_NOW,
                "{\"ready\":%s,\"phase\":\"%s\"}".formatted(ready, phase.label()));
    }
}
