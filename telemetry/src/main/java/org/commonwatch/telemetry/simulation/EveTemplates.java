package org.commonwatch.telemetry.simulation;

/** Records of Suricata's. */
final class EveTemplates {
    private static final String PLACE = "\"community_id\":\"1:<community>\",~";
    private static final String ALERT =
            """
            "tx_id":0,"alert":{"action":"allowed","gid":1,"signature_id":<number>,"rev":<few>,\
            "signature":"<signature>","category":"<category>","severity":<severity>,\
            "metadata":{"confidence":["High"],"signature_severity":["Major"]}},~\
            """;
    private static final String HTTP =
            """
            "http":{"hostname":"<name>","url":"<path>","http_user_agent":"<agent>",\
            "http_content_type":"text/html","http_method":"<method>","protocol":"HTTP/1.1",\
            "status":<status>,"length":<size>}\
            """;
    private static final String TLS =
            """
            "tls":{"subject":"CN=<name>","issuerdn":"C=XA, O=Example Trust, CN=Example CA 1",\
            "serial":"<uid>","fingerprint":"<fingerprint>","sni":"<name>","version":"TLS 1.2",\
            "notbefore":"<day>","notafter":"<day>","ja3":{"hash":"<ja3>"}}\
            """;
    private static final String FLOW =
            """
            "direction":"to_server",~"flow":{"pkts_toserver":<few>,"pkts_toclient":<packets-back>,\
            "bytes_toserver":<size>,"bytes_toclient":<size>,"start":"<begun>"}}\
            """;
    private static final String DONE =
            """
            "flow":{"pkts_toserver":<few>,"pkts_toclient":<packets-back>,\
            "bytes_toserver":<size>,"bytes_toclient":<size>,"start":"<begun>","end":"<begun>",\
            "age":<few>,<state>"reason":"timeout","alerted":false}\
            """;

    static final Template ALERT_HTTP = alert("TCP", HTTP + ",~\"app_proto_tc\":\"http\",");
    static final Template ALERT_TLS = alert("TCP", TLS + ",~");
    static final Template ALERT_SSH =
            alert(
                    "TCP",
                    """
                    "ssh":{"client":{"proto_version":"2.0","software_version":"<client>"},\
                    "server":{"proto_version":"2.0","software_version":"OpenSSH_8.4"}},~\
                    """);
    static final Template ALERT_DNS =
            alert(
                    "UDP",
                    """
                    "dns":{"query":[{"type":"query","id":<size>,"rrname":"<name>",\
                    "rrtype":"A","tx_id":0}]},~\
                    """);
    static final Template ALERT_REFLECTION =
            alert(
                    "UDP",
                    """
                    "dns":{"query":[{"type":"query","id":<size>,"rrname":"large.example",\
                    "rrtype":"ANY","tx_id":0}]},~\
                    """);
    static final Template ALERT_PLAIN = alert("TCP", "\"pkt_src\":\"wire/pcap\",");

    static final Template FLOW_TCP =
            record(
                    "flow",
                    "TCP",
                    PLACE
                            + DONE
                            + """
                            ,~"tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"1a",\
                            "syn":true,"fin":true,"psh":true,"ack":true,<connection>\
                            "ts_max_regions":1,"tc_max_regions":1}}\
                            """);
    static final Template FLOW_UDP = record("flow", "UDP", PLACE + DONE + "}");
    static final Template FLOW_ICMP =
            record("flow", "ICMP", "\"icmp_type\":8,\"icmp_code\":0,~" + DONE + "}");

    static final Template DNS_QUERY =
            record(
                    "dns",
                    "UDP",
                    PLACE
                            + """
                            "dns":{"type":"query","id":<size>,"rrname":"<name>","rrtype":"A",\
                            "tx_id":0}}\
                            """);
    static final Template DNS_ANSWER =
            record(
                    "dns",
                    "UDP",
                    PLACE
                            + """
                            "dns":{"version":3,"type":"response","id":<size>,"flags":"8180",\
                            "qr":true,"rd":true,"ra":true,"rcode":"NOERROR",\
                            "queries":[{"rrname":"<name>","rrtype":"A"}],\
                            "answers":[{"rrtype":"A","ttl":300,"rdata":"198.19.7.<few>"},\
                            {"rrtype":"A","ttl":300,"rdata":"198.19.8.<few>"}]}}\
                            """);
    static final Template DNS_QUESTIONS =
            record(
                    "dns",
                    "UDP",
                    "\"dns\":{\"query\":[{\"type\":\"query\",\"rrtype\":\"AAAA\","
                            + "\"rrname\":\"<name>\",\"id\":<size>}]}}");
    static final Template DNS_REFLECTION =
            record(
                    "dns",
                    "UDP",
                    PLACE
                            + """
                            "dns":{"type":"query","id":<size>,"rrname":"large.example",\
                            "rrtype":"ANY","tx_id":0}}\
                            """);
    static final Template WEB = record("http", "TCP", PLACE + "\"tx_id\":<few>,~" + HTTP + "}");
    static final Template ENCRYPTED = record("tls", "TCP", PLACE + TLS + "}");
    static final Template FILE =
            record(
                    "fileinfo",
                    "TCP",
                    HTTP
                            + """
                            ,~"fileinfo":{"filename":"/files/<few>.pdf","gaps":false,\
                            "state":"CLOSED",<hash>,"stored":false,"size":<size>,"tx_id":<few>}}\
                            """);
    static final Template STATS =
            Template.of(
                    """
                    {"timestamp":"<time>",~"event_type":"stats",~"stats":{"uptime":<size>,\
                    "capture":{"kernel_packets":<size>,"kernel_drops":0,"errors":0},\
                    "decoder":{"pkts":<size>,"bytes":<size>,"invalid":0,"ipv4":<size>,\
                    "ipv6":<size>,"tcp":<size>,"udp":<size>,"avg_pkt_size":<size>},\
                    "flow":{"memcap":0,"spare":<size>},"detect":{"alert":<size>}}}\
                    """);

    private EveTemplates() {}

    private static Template alert(String protocol, String details) {
        return record("alert", protocol, ALERT + details + FLOW);
    }

    private static Template record(String type, String protocol, String rest) {
        return Template.of(
                """
                {"timestamp":"<time>",~"flow_id":<flow>,"in_iface":"ens1",~"event_type":"%s",\
                "src_ip":"<source>","src_port":<source-port>,~\
                "dest_ip":"<target>","dest_port":<port>,"proto":"%s",~<application>\
                """
                                .formatted(type, protocol)
                        + rest);
    }
}
