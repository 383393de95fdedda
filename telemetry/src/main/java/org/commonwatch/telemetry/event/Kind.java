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
    SPAM("abusive-content/spam", "Unsolicited bulk mail."),
    HARMFUL_SPEECH("abusive-content/harmful-speech", "Harassment, threats or discrimination."),
    ILLICIT_CONTENT("abusive-content/violence", "Sexual, violent or otherwise forbidden content."),
    MALWARE(
            "malicious-code/infected-system",
            "Traffic of malicious software, or the software itself.",
            "T1204"),
    MALWARE_C2(
            "malicious-code/c2-server",
            "Malicious software and the servers that command it.",
            "T1071"),
    MALWARE_DOWNLOAD(
            "malicious-code/malware-distribution",
            "Malicious software being fetched or offered.",
            "T1105"),
    EXPLOIT_KIT(
            "malicious-code/malware-distribution",
            "A page that attacks whoever visits it.",
            "T1189"),
    RANSOMWARE(
            "malicious-code/infected-system",
            "Malicious software that encrypts for ransom.",
            "T1486"),
    UNWANTED_PROGRAM("malicious-code/infected-system", "Adware and the like."),
    SCAN(
            "information-gathering/scanner",
            "Looking for hosts, ports, services or accounts.",
            "T1595",
            "T1046"),
    VULNERABILITY_SCAN(
            "information-gathering/scanner", "A tool looking for known weaknesses.", "T1595.002"),
    SNIFFING(
            "information-gathering/sniffing",
            "Traffic being read or diverted on its way.",
            "T1040",
            "T1557"),
    SOCIAL_ENGINEERING(
            "information-gathering/social-engineering",
            "People being tricked into giving information.",
            "T1598"),
    INTRUSION_ATTEMPT("intrusion-attempts/ids-alert", "An attempt that is not told more exactly."),
    LOGIN_ATTEMPT(
            "intrusion-attempts/brute-force",
            "A failed sign-in, or passwords being guessed.",
            "T1110"),
    EXPLOIT(
            "intrusion-attempts/ids-alert",
            "An attempt to use a known weakness.",
            "T1190",
            "T1210",
            "T1203"),
    UNKNOWN_EXPLOIT("intrusion-attempts/exploit", "An attempt to use a weakness that nobody knew."),
    WEB_ATTACK("intrusion-attempts/ids-alert", "An attack on a web application.", "T1190"),
    SQL_INJECTION("intrusion-attempts/ids-alert", "Commands for a database in a request.", "T1190"),
    CROSS_SITE_SCRIPTING(
            "intrusion-attempts/ids-alert", "Script for other visitors in a request.", "T1059.007"),
    PATH_TRAVERSAL(
            "intrusion-attempts/ids-alert",
            "A request for files outside what is offered.",
            "T1190",
            "T1083"),
    CODE_INJECTION(
            "intrusion-attempts/ids-alert",
            "Commands or code for the server in a request.",
            "T1190",
            "T1059"),
    PRIVILEGED_ACCOUNT_COMPROMISE(
            "intrusions/privileged-account-compromise",
            "Somebody gained an administrator's rights.",
            "T1078",
            "T1068"),
    ACCOUNT_COMPROMISE(
            "intrusions/unprivileged-account-compromise",
            "Somebody gained a user's rights.",
            "T1078"),
    APPLICATION_COMPROMISE(
            "intrusions/application-compromise",
            "An application obeys an attacker, as by a web shell.",
            "T1505.003"),
    SYSTEM_COMPROMISE(
            "intrusions/system-compromise", "A system, or a decoy, obeys an attacker.", "T1059"),
    LATERAL_MOVEMENT(
            "intrusions/system-compromise",
            "An attacker goes from one system on to others.",
            "T1021",
            "T1570"),
    DOS("availability/dos", "A service being made unavailable.", "T1499", "T1498"),
    DDOS("availability/ddos", "The same from many sources.", "T1498"),
    REFLECTION(
            "availability/ddos",
            "The same by way of others' servers, in the victim's name.",
            "T1498.002"),
    MISCONFIGURATION("availability/misconfiguration", "A wrong setting that endangers a service."),
    SABOTAGE("availability/sabotage", "Wilful destruction."),
    OUTAGE("availability/outage", "A service failing without an attack."),
    INFORMATION_ACCESS(
            "information-content-security/unauthorised-information-access",
            "Somebody reads what they may not.",
            "T1213"),
    INFORMATION_CHANGE(
            "information-content-security/unauthorised-information-modification",
            "Somebody changes what they may not.",
            "T1565"),
    DATA_LOSS("information-content-security/data-loss", "Data being lost or destroyed.", "T1485"),
    DATA_LEAK(
            "information-content-security/data-leak",
            "Confidential data leaving.",
            "T1041",
            "T1048"),
    CREDENTIAL_THEFT(
            "information-content-security/data-leak",
            "Passwords or keys being stolen.",
            "T1056",
            "T1003"),
    PHISHING("fraud/phishing", "A page or message posing as another to get credentials.", "T1566"),
    MASQUERADE("fraud/masquerade", "Somebody posing as another.", "T1656"),
    COPYRIGHT("fraud/copyright", "Unlicensed copies."),
    CRYPTOMINER(
            "fraud/unauthorized-use-of-resources",
            "Cryptocurrency mined with others' computers.",
            "T1496"),
    RESOURCE_MISUSE(
            "fraud/unauthorized-use-of-resources", "Resources used for what they are not for."),
    WEAK_CRYPTO("vulnerable/weak-crypto", "A service with weak encryption."),
    OPEN_AMPLIFIER("vulnerable/ddos-amplifier", "A service that can be used for reflection."),
    EXPOSED_SERVICE(
            "vulnerable/potentially-unwanted-accessible",
            "A service that should not be reachable."),
    INFORMATION_DISCLOSURE("vulnerable/information-disclosure", "A service that tells too much."),
    VULNERABLE_SYSTEM("vulnerable/vulnerable-system", "A system with a known weakness."),
    POLICY_VIOLATION("other/other", "What an organisation may forbid, and no attack."),
    ANONYMISER("other/other", "Tor, and other ways to hide where one is.", "T1090.003"),
    FILE_SHARING("other/other", "Peers exchanging files."),
    REMOTE_ACCESS("other/other", "A program that controls a computer from afar.", "T1219"),
    BAD_REPUTATION("other/undetermined", "Traffic with an address or name on a list."),
    SUSPICIOUS_TRAFFIC("other/undetermined", "Out of the ordinary, and not told more exactly."),
    PROTOCOL_ANOMALY("other/undetermined", "Traffic that breaks the rules of its protocol."),
    INVALID_CERTIFICATE("other/undetermined", "A certificate that proves nothing."),
    TEST("test/test", "A test."),
    OTHER("other/undetermined", "Its sensor does not say, or in words that are not in the table.");

    private final String label;
    private final String rsitClass;
    private final String rsitType;
    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // it is a List.of
    private final List<String> techniques;

    Kind(String rsit, String sentence, String... techniques) {
        label = name().toLowerCase(Locale.ROOT).replace('_', '-');
        rsitClass = rsit.substring(0, rsit.indexOf('/'));
        rsitType = rsit.substring(rsit.indexOf('/') + 1);
        this.sentence = sentence;
        this.techniques = List.of(techniques);
    }

    /** The name in texts and URLs, such as {@code malware-c2}. */
    public String label() {
        return label;
    }

    /** What it is, for people. */
    public String sentence() {
        return sentence;
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
