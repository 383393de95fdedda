package org.commonwatch.telemetry.simulation;

/** Records of Zeek's logs as JSON, named as shippers name them. */
final class ZeekTemplates {
    static final Template CONN_TCP = conn("tcp");
    static final Template CONN_UDP = conn("udp");
    static final Template ATTEMPT_TCP = attempt("tcp");
    static final Template ATTEMPT_UDP = attempt("udp");
    static final Template DNS = dns("<name>", 1, "A");
    static final Template DNS_REFLECTION = dns("large.example", 255, "*");
    static final Template HTTP =
            record(
                    "http",
                    """
                    "trans_depth":<few>,~"method":"<method>","host":"<name>","uri":"<path>",\
                    "version":"1.1","user_agent":"<agent>","request_body_len":0,\
                    "response_body_len":<size>,"status_code":<status>,"status_msg":"-",\
                    "tags":[],"resp_fuids":["F<uid>"],"resp_mime_types":["text/html"]}\
                    """);
    static final Template SSL =
            record(
                    "ssl",
                    """
                    "version":"TLSv12","cipher":"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",\
                    "curve":"secp256r1",~"server_name":"<name>","resumed":false,\
                    "established":true,"ssl_history":"CsxknGIi",\
                    "cert_chain_fps":["<digest>"],"client_cert_chain_fps":[],\
                    "validation_status":"ok"}\
                    """);
    static final Template SSH =
            record(
                    "ssh",
                    """
                    "version":2,"auth_success":false,~"auth_attempts":<few>,"client":"<client>",\
                    "server":"SSH-2.0-OpenSSH_8.4","cipher_alg":"aes256-ctr",\
                    "mac_alg":"hmac-sha2-256","compression_alg":"none",\
                    "kex_alg":"curve25519-sha256","host_key_alg":"ssh-ed25519",\
                    "host_key":"<fingerprint>"}\
                    """);
    static final Template FILES =
            record(
                    "files",
                    """
                    "fuid":"F<uid>",~"source":"HTTP","depth":0,"analyzers":["MD5","SHA256"],\
                    "mime_type":"application/x-dosexec","duration":<seconds>,"is_orig":false,\
                    "seen_bytes":<size>,"total_bytes":<size>,"missing_bytes":0,\
                    "overflow_bytes":0,"timedout":false,<hash>}\
                    """);
    static final Template NOTICE =
            record(
                    "notice",
                    """
                    "proto":"tcp",~"note":"<signature>",\
                    "msg":"<source> was seen doing what this note is about, <few> times",\
                    "sub":"in <seconds> seconds","src":"<source>","dst":"<target>","p":<port>,\
                    "actions":["Notice::ACTION_LOG"],"email_dest":[],"suppress_for":3600.0}\
                    """);

    private ZeekTemplates() {}

    private static Template conn(String protocol) {
        return record(
                "conn",
                "\"proto\":\""
                        + protocol
                        + """
                        ",~<application>"duration":<seconds>,"orig_bytes":<size>,\
                        "resp_bytes":<size>,<state>"local_orig":false,"local_resp":true,\
                        "missed_bytes":0,"history":"ShADadFf","orig_pkts":<few>,\
                        "orig_ip_bytes":<size>,"resp_pkts":<few>,"resp_ip_bytes":<size>}\
                        """);
    }

    private static Template attempt(String protocol) {
        return record(
                "conn",
                "\"proto\":\""
                        + protocol
                        + """
                        ",~<state>"local_orig":false,"local_resp":true,"missed_bytes":0,\
                        "history":"S","orig_pkts":<few>,"orig_ip_bytes":60,\
                        "resp_pkts":<packets-back>,"resp_ip_bytes":0}\
                        """);
    }

    private static Template dns(String name, int type, String typeName) {
        return record(
                "dns",
                """
                "proto":"udp","trans_id":<size>,"rtt":<seconds>,~"query":"%s",\
                "qclass":1,"qclass_name":"C_INTERNET","qtype":%d,"qtype_name":"%s","rcode":0,\
                "rcode_name":"NOERROR","AA":false,"TC":false,"RD":true,"RA":true,"Z":0,\
                "answers":["198.19.7.<few>"],"TTLs":[300.0],"rejected":false}\
                """
                        .formatted(name, type, typeName));
    }

    private static Template record(String path, String rest) {
        return Template.of(
                """
                {"_path":"%s","_system_name":"zeek-1","ts":<epoch>,~"uid":"C<uid>",\
                "id.orig_h":"<source>","id.orig_p":<source-port>,\
                "id.resp_h":"<target>","id.resp_p":<port>,\
                """
                                .formatted(path)
                        + rest);
    }
}
