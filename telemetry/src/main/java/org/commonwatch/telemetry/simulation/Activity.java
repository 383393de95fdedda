package org.commonwatch.telemetry.simulation;

import org.commonwatch.telemetry.event.Kind;

/**
 * What is done in the simulated network, and what the sensors' rules say of it: the one table to
 * change where kinds, categories or signatures change. Weights are shares of all alerts in calm
 * hours; what has none happens in its hours only, or not in EVE.
 */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes into the bytes
enum Activity {
    QUERY_INJECTION(
            Form.HTTP,
            80,
            14,
            new Rule(
                    "CW WEB_SERVER SQL injection in the query string",
                    "Web Application Attack",
                    1,
                    Kind.SQL_INJECTION)),
    ADMIN_PAGE(
            Form.HTTP,
            80,
            12,
            new Rule(
                    "CW WEB_SERVER Access to a page for administrators",
                    "access to a potentially vulnerable web application",
                    2,
                    Kind.WEB_ATTACK)),
    EXPLOIT(
            Form.HTTP,
            8080,
            8,
            new Rule(
                    "CW EXPLOIT Remote code execution by an expression in a header",
                    "Attempted Administrator Privilege Gain",
                    1,
                    Kind.CODE_INJECTION)),
    BREACH(
            Form.HTTP,
            80,
            1,
            new Rule(
                    "CW ATTACK_RESPONSE Prompt of a shell in an answer",
                    "Successful Administrator Privilege Gain",
                    1,
                    Kind.PRIVILEGED_ACCOUNT_COMPROMISE)),
    LEAK(
            Form.HTTP,
            80,
            2,
            new Rule(
                    "CW POLICY Backup of a database fetched",
                    "Large Scale Information Leak",
                    2,
                    Kind.DATA_LEAK)),
    DROPPER(
            Form.HTTP,
            80,
            6,
            new Rule(
                    "CW MALWARE Second stage fetched by a loader",
                    "A Network Trojan was detected",
                    1,
                    Kind.MALWARE_DOWNLOAD)),
    BEACON(
            Form.TLS,
            443,
            8,
            new Rule(
                    "CW MALWARE Certificate of a command server",
                    "Malware Command and Control Activity Detected",
                    1,
                    Kind.MALWARE_C2)),
    MINING(
            Form.TLS,
            3333,
            2,
            new Rule(
                    "CW COINMINER Pool spoken to",
                    "Crypto Currency Mining Activity Detected",
                    2,
                    Kind.CRYPTOMINER)),
    GUESSING(
            Form.SSH,
            22,
            20,
            new Rule(
                    "CW SCAN Many sign-ins over SSH within a minute",
                    "Attempt to login by a default username and password",
                    2,
                    Kind.LOGIN_ATTEMPT)),
    SWEEP(
            Form.PLAIN,
            23,
            14,
            new Rule("CW SCAN Sweep over many hosts", "Detection of a Network Scan", 3, Kind.SCAN)),
    ODDITY(
            Form.PLAIN,
            445,
            8,
            new Rule(
                    "CW STREAM Packet with an invalid acknowledgement",
                    "Generic Protocol Command Decode",
                    3,
                    Kind.PROTOCOL_ANOMALY)),
    LOOKUP(
            Form.DNS,
            53,
            5,
            new Rule(
                    "CW DNS Query for a name of a command server",
                    "Domain Observed Used for C2 Detected",
                    1,
                    Kind.MALWARE_C2)),
    /** Name servers are made to answer victims who never asked. */
    REFLECTION(
            Form.DNS,
            53,
            0,
            new Rule(
                    "CW DOS DNS amplification, answers to ANY queries",
                    "Attempted Denial of Service",
                    2,
                    Kind.REFLECTION)),

    /** A flow that never became an exchange, whatever the sensor. */
    PROBE(Form.PLAIN, 0, 0, new Rule("", "", 0, Kind.SCAN)),

    NOTICE_OF_SCAN(Form.NOTICE, 0, 0, new Rule("Scan::Port_Scan", "", 0, Kind.SCAN)),
    NOTICE_OF_GUESSING(
            Form.NOTICE, 22, 0, new Rule("SSH::Password_Guessing", "", 0, Kind.LOGIN_ATTEMPT)),
    NOTICE_OF_INJECTION(
            Form.NOTICE,
            80,
            0,
            new Rule("HTTP::SQL_Injection_Attacker", "", 0, Kind.SQL_INJECTION)),
    NOTICE_OF_CERTIFICATE(
            Form.NOTICE,
            443,
            0,
            new Rule("SSL::Invalid_Server_Cert", "", 0, Kind.INVALID_CERTIFICATE)),

    DECOY_REFUSED_SIGN_IN(Form.DECOY, 2222, 0, new Rule("", "", 0, Kind.LOGIN_ATTEMPT)),
    DECOY_SIGN_IN(Form.DECOY, 2222, 0, new Rule("", "", 0, Kind.SYSTEM_COMPROMISE)),
    DECOY_COMMAND(Form.DECOY, 2222, 0, new Rule("", "", 0, Kind.SYSTEM_COMPROMISE));

    /** What a record of it shows besides. */
    enum Form {
        HTTP,
        TLS,
        SSH,
        DNS,
        PLAIN,
        NOTICE,
        DECOY
    }

    /**
     * What the sensor's rule says.
     *
     * @param kind what a reader is to make of that, if it is an attack
     */
    private record Rule(String signature, String category, int severity, Kind kind) {}

    private static final int FIRST_NUMBER = 9_100_001;
    private static final Activity[] USUAL = usual();

    private final Form form;
    private final int port;
    private final int weight;
    private final Kind kind;
    private final byte[] signature;
    private final byte[] category;
    private final byte[] severity;

    Activity(Form form, int port, int weight, Rule rule) {
        this.form = form;
        this.port = port;
        this.weight = weight;
        kind = rule.kind;
        signature = LineWriter.ascii(rule.signature);
        category = LineWriter.ascii(rule.category);
        severity = LineWriter.ascii("" + rule.severity);
    }

    /** One of those with weights, by a number from 0 to 99. */
    static Activity usual(int percent) {
        return USUAL[percent];
    }

    private static Activity[] usual() {
        Activity[] usual = new Activity[100];
        int next = 0;
        for (Activity each : values()) {
            for (int i = 0; i < each.weight; i++) {
                usual[next++] = each;
            }
        }
        if (next != usual.length) {
            throw new IllegalStateException("the weights make " + next);
        }
        return usual;
    }

    Form form() {
        return form;
    }

    /** The port it is done at. */
    int port() {
        return port;
    }

    Kind kind() {
        return kind;
    }

    byte[] signature() {
        return signature;
    }

    byte[] category() {
        return category;
    }

    byte[] severity() {
        return severity;
    }

    /** The number of the sensor's rule. */
    @SuppressWarnings("EnumOrdinal") // of this simulation alone
    int number() {
        return FIRST_NUMBER + ordinal();
    }
}
