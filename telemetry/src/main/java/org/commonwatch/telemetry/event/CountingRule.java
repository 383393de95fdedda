package org.commonwatch.telemetry.event;

/** How records become counts. A change that can change a count is a new rule or version. */
public enum CountingRule {
    /** For Suricata's EVE records. */
    EVE("eve", 1);

    private final String label;
    private final int version;

    CountingRule(String label, int version) {
        this.label = label;
        this.version = version;
    }

    /** Name and version, to stand beside every number. */
    public RuleId id() {
        return new RuleId(label, version);
    }

    /** What is counted as the unit, in one sentence for people. */
    public String sentence(Unit unit) {
        return switch (unit) {
            case PROBE ->
                    "A probe is a flow record that never became an exchange: its state is new, or"
                            + " it is TCP and its source is not established.";
            case ALERT -> "An alert is a record of event type alert: a rule of the sensor fired.";
            case CONTEXT -> "Every other record is context: matched, but not counted as an attack.";
        };
    }

    /** When a source is established, in one sentence for people. */
    public String establishedSentence() {
        return "A source is established if the record is of TCP, not known to be one-way, and the"
                + " connection was established or carried application data; else it is claimed.";
    }

    /** The unit a record is counted in. */
    public Unit unit(Exchange exchange) {
        return switch (exchange.recordType()) {
            case "alert" -> Unit.ALERT;
            case "flow" -> isProbe(exchange) ? Unit.PROBE : Unit.CONTEXT;
            default -> Unit.CONTEXT;
        };
    }

    private boolean isProbe(Exchange exchange) {
        return "new".equals(exchange.flowState()) || (isTcp(exchange) && !established(exchange));
    }

    /**
     * Whether the source certainly took part, rather than being a name that anybody can write into
     * a packet.
     */
    public boolean established(Exchange exchange) {
        // UDP and ICMP sources are spoofed at will: most "attackers" of a reflection attack are its
        // victims. Nor do a SYN and its answer prove anything, since the answer goes to whoever was
        // named. Only a host that really received the answer can complete the handshake, and only
        // after it does application data flow; that it was of no known protocol ("failed") is no
        // matter. If nothing ever came back, the sensor saw half a conversation and took its state
        // from that half.
        return isTcp(exchange)
                && !exchange.oneWay()
                && ("established".equals(exchange.flowState())
                        || "established".equals(exchange.tcpState())
                        || exchange.application());
    }

    private static boolean isTcp(Exchange exchange) {
        return "TCP".equalsIgnoreCase(exchange.protocol());
    }
}
