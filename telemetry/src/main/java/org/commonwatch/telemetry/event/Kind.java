package org.commonwatch.telemetry.event;

import java.util.List;
import java.util.Locale;

/**
 * What an event amounts to, in an analyst's words. Each kind belongs to a type of the Reference
 * Security Incident Taxonomy (RSIT version 1003, TF-CSIRT and ENISA), and names the techniques of
 * MITRE ATT&CK that it shows, if it shows any. {@link Kinds} tells the kind of an alert.
 *
 * <p>A label, once published, keeps its meaning: counts are kept under it.
 */
public enum Kind {
    SPAM("abusive-content/spam"),
    HARMFUL_SPEECH("abusive-content/harmful-speech"),
    ILLICIT_CONTENT("abusive-content/violence"),
    MALWARE("malicious-code/infected-system", "T1204"),
    MALWARE_C2("malicious-code/c2-server", "T1071"),
    MALWARE_DOWNLOAD("malicious-code/malware-distribution", "T1105"),
    EXPLOIT_KIT("malicious-code/malware-distribution", "T1189"),
    RANSOMWARE("malicious-code/infected-system", "T1486"),
    UNWANTED_PROGRAM("malicious-code/infected-system"),
    SCAN("information-gathering/scanner", "T1595", "T1046"),
    VULNERABILITY_SCAN("information-gathering/scanner", "T1595.002"),
    SNIFFING("information-gathering/sniffing", "T1040", "T1557"),
    SOCIAL_ENGINEERING("information-gathering/social-engineering", "T1598"),
    INTRUSION_ATTEMPT("intrusion-attempts/ids-alert"),
    LOGIN_ATTEMPT("intrusion-attempts/brute-force", "T1110"),
    EXPLOIT("intrusion-attempts/ids-alert", "T1190", "T1210", "T1203"),
    UNKNOWN_EXPLOIT("intrusion-attempts/exploit"),
    WEB_ATTACK("intrusion-attempts/ids-alert", "T1190"),
    SQL_INJECTION("intrusion-attempts/ids-alert", "T1190"),
    CROSS_SITE_SCRIPTING("intrusion-attempts/ids-alert", "T1059.007"),
    PATH_TRAVERSAL("intrusion-attempts/ids-alert", "T1190", "T1083"),
    CODE_INJECTION("intrusion-attempts/ids-alert", "T1190", "T1059"),
    PRIVILEGED_ACCOUNT_COMPROMISE("intrusions/privileged-account-compromise", "T1078", "T1068"),
    ACCOUNT_COMPROMISE("intrusions/unprivileged-account-compromise", "T1078"),
    APPLICATION_COMPROMISE("intrusions/application-compromise", "T1505.003"),
    SYSTEM_COMPROMISE("intrusions/system-compromise", "T1059"),
    LATERAL_MOVEMENT("intrusions/system-compromise", "T1021", "T1570"),
    DOS("availability/dos", "T1499", "T1498"),
    DDOS("availability/ddos", "T1498"),
    REFLECTION("availability/ddos", "T1498.002"),
    MISCONFIGURATION("availability/misconfiguration"),
    SABOTAGE("availability/sabotage"),
    OUTAGE("availability/outage"),
    INFORMATION_ACCESS("information-content-security/unauthorised-information-access", "T1213"),
    INFORMATION_CHANGE(
            "information-content-security/unauthorised-information-modification", "T1565"),
    DATA_LOSS("information-content-security/data-loss", "T1485"),
    DATA_LEAK("information-content-security/data-leak", "T1041", "T1048"),
    CREDENTIAL_THEFT("information-content-security/data-leak", "T1056", "T1003"),
    PHISHING("fraud/phishing", "T1566"),
    MASQUERADE("fraud/masquerade", "T1656"),
    COPYRIGHT("fraud/copyright"),
    CRYPTOMINER("fraud/unauthorized-use-of-resources", "T1496"),
    RESOURCE_MISUSE("fraud/unauthorized-use-of-resources"),
    WEAK_CRYPTO("vulnerable/weak-crypto"),
    OPEN_AMPLIFIER("vulnerable/ddos-amplifier"),
    EXPOSED_SERVICE("vulnerable/potentially-unwanted-accessible"),
    INFORMATION_DISCLOSURE("vulnerable/information-disclosure"),
    VULNERABLE_SYSTEM("vulnerable/vulnerable-system"),
    POLICY_VIOLATION("other/other"),
    ANONYMISER("other/other", "T1090.003"),
    FILE_SHARING("other/other"),
    REMOTE_ACCESS("other/other", "T1219"),
    BAD_REPUTATION("other/undetermined"),
    SUSPICIOUS_TRAFFIC("other/undetermined"),
    PROTOCOL_ANOMALY("other/undetermined"),
    INVALID_CERTIFICATE("other/undetermined"),
    TEST("test/test"),
    OTHER("other/undetermined");

    private final String label;
    private final String rsitClass;
    private final String rsitType;

    @SuppressWarnings("ImmutableEnumChecker") // it is a List.of
    private final List<String> techniques;

    Kind(String rsit, String... techniques) {
        label = name().toLowerCase(Locale.ROOT).replace('_', '-');
        rsitClass = rsit.substring(0, rsit.indexOf('/'));
        rsitType = rsit.substring(rsit.indexOf('/') + 1);
        this.techniques = List.of(techniques);
    }

    /** The name in texts and URLs, such as {@code malware-c2}. */
    public String label() {
        return label;
    }

    /** The class of RSIT by its machine name, such as {@code malicious-code}. */
    public String rsitClass() {
        return rsitClass;
    }

    /** The type within the class of RSIT by its machine name, such as {@code c2-server}. */
    public String rsitType() {
        return rsitType;
    }

    /** Techniques of ATT&CK (Enterprise) by their ids, such as {@code T1071}; may be empty. */
    public List<String> techniques() {
        return techniques;
    }
}
