package org.commonwatch.telemetry.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words by which sensors name each kind, as data. A change here that can change a count is a
 * new version of {@link Kinds#ID}, and is published in {@code docs/reference/kinds.md}.
 */
final class KindTable {
    /**
     * Categories, and the like, that decide: Suricata's and Snort's by description and short name,
     * IDEA's, Zeek's notices, Cowrie's events, and the tags of ModSecurity's core rule set.
     */
    static final List<Row> CATEGORIES =
            rows(
                    """
                    spam: Abusive.Spam
                    harmful-speech: Abusive, Abusive.Harassment
                    illicit-content: Inappropriate Content was Detected, inappropriate-content
                    illicit-content: SCORE! Get the lotion!, kickass-porn
                    illicit-content: Abusive.Child, Abusive.Sexual, Abusive.Violence
                    malware: A Network Trojan was detected, trojan-activity
                    malware: Targeted Malicious Activity was Detected, targeted-activity
                    malware: Malware, Malware.Virus, Malware.Worm, Malware.Trojan, Malware.Spyware
                    malware: Malware.Dialer, Malware.Rootkit, TeamCymruMalwareHashRegistry::Match
                    malware-c2: Malware Command and Control Activity Detected, command-and-control
                    malware-c2: Domain Observed Used for C2 Detected, domain-c2, Intrusion.Botnet
                    exploit-kit: Exploit Kit Activity Detected, exploit-kit
                    unwanted-program: Possibly Unwanted Program Detected, pup-activity
                    scan: Detection of a Network Scan, network-scan
                    scan: Attempted Information Leak, attempted-recon
                    scan: Decode of an RPC Query, rpc-portmap-decode
                    scan: Recon, Recon.Scanning, Recon.Searching, Traceroute::Detected
                    scan: Scan::Port_Scan, Scan::Address_Scan, Scan::Random_Scan
                    vulnerability-scan: attack-reputation-scanner
                    sniffing: Recon.Sniffing
                    social-engineering: Possible Social Engineering Attempted, social-engineering
                    social-engineering: Recon.SocialEngineering
                    intrusion-attempt: Attempt
                    login-attempt: Attempt to login by a default username and password
                    login-attempt: default-login-attempt, suspicious-login, Attempt.Login
                    login-attempt: An attempted login using a suspicious username was detected
                    login-attempt: SSH::Password_Guessing, FTP::Bruteforcing, cowrie.login.failed
                    exploit: Attempted Administrator Privilege Gain, attempted-admin
                    exploit: Attempted User Privilege Gain, attempted-user
                    exploit: Unsuccessful User Privilege Gain, unsuccessful-user
                    exploit: Executable code was detected, shellcode-detect, Attempt.Exploit
                    exploit: Heartbleed::SSL_Heartbeat_Attack
                    unknown-exploit: Attempt.NewSignature
                    web-attack: Web Application Attack, attack-generic
                    web-attack: access to a potentially vulnerable web application
                    web-attack: web-application-activity, attack-fixation
                    sql-injection: HTTP::SQL_Injection_Attacker, HTTP::SQL_Injection_Victim
                    sql-injection: attack-sqli
                    cross-site-scripting: attack-xss
                    path-traversal: attack-lfi
                    code-injection: attack-rce, attack-rfi, attack-injection-php
                    code-injection: attack-injection-java, attack-injection-generic
                    privileged-account-compromise: Successful Administrator Privilege Gain
                    privileged-account-compromise: successful-admin, Intrusion.AdminCompromise
                    account-compromise: Successful User Privilege Gain, successful-user
                    account-compromise: Intrusion.UserCompromise, SSH::Login_By_Password_Guesser
                    application-compromise: Intrusion.AppCompromise
                    system-compromise: Intrusion, cowrie.login.success, cowrie.command.input
                    system-compromise: FTP::Site_Exec_Success
                    dos: Attempted Denial of Service, attempted-dos
                    dos: Denial of Service, successful-dos
                    dos: Detection of a Denial of Service Attack
                    dos: Availability, Availability.DoS, attack-dos
                    ddos: Availability.DDoS
                    misconfiguration: Vulnerable.Config
                    sabotage: Availability.Sabotage
                    outage: Availability.Outage
                    information-access: Information, Information.UnauthorizedAccess
                    information-change: Information.UnauthorizedModification
                    data-leak: Information Leak, successful-recon-limited
                    data-leak: Large Scale Information Leak, successful-recon-largescale
                    data-leak: Sensitive Data was Transmitted Across the Network, sdf
                    credential-theft: Successful Credential Theft Detected, credential-theft
                    phishing: Fraud.Phishing
                    masquerade: Fraud, Fraud.Masquerade, Fraud.Scam
                    copyright: Fraud.Copyright
                    cryptominer: Crypto Currency Mining Activity Detected, coin-mining
                    resource-misuse: Fraud.UnauthorizedUsage
                    weak-crypto: SSL::Weak_Key, SSL::Old_Version, SSL::Weak_Cipher
                    exposed-service: Vulnerable.Open
                    vulnerable-system: Vulnerable, Software::Vulnerable_Version
                    policy-violation: Potential Corporate Privacy Violation, policy-violation
                    bad-reputation: Intel::Notice
                    protocol-anomaly: Anomaly.Protocol, Weird::Activity, attack-protocol
                    protocol-anomaly: Detection of a non-standard protocol or event
                    protocol-anomaly: non-standard-protocol
                    invalid-certificate: SSL::Invalid_Server_Cert, SSL::Certificate_Expired
                    invalid-certificate: SSL::Certificate_Expires_Soon
                    invalid-certificate: SSL::Certificate_Not_Valid_Yet
                    test: Test
                    """);

    /** Categories that say so little that the signature counts first. */
    static final List<Row> VAGUE =
            rows(
                    """
                    intrusion-attempt: Misc Attack
                    suspicious-traffic: Potentially Bad Traffic, bad-unknown
                    suspicious-traffic: A suspicious string was detected, string-detect
                    suspicious-traffic: A suspicious filename was detected
                    suspicious-traffic: suspicious-filename-detect
                    suspicious-traffic: A client was using an unusual port
                    suspicious-traffic: unusual-client-port-connection
                    suspicious-traffic: A system call was detected, system-call-detect
                    suspicious-traffic: Device Retrieving External IP Address Detected
                    suspicious-traffic: external-ip-check
                    suspicious-traffic: Anomaly, Anomaly.Traffic, Anomaly.Connection
                    suspicious-traffic: Anomaly.System, Anomaly.Application, Anomaly.Behaviour
                    protocol-anomaly: Generic Protocol Command Decode, protocol-command-decode
                    """);

    /** Words of signatures that tell the kind exactly; the first that occurs counts. */
    static final List<Row> WORDS =
            rows(
                    """
                    reflection: amplification, reflection, monlist, mon list, ntp ddos
                    ddos: ddos, distributed denial of service
                    dos: denial of service, dos attack, dos attempt, syn flood, udp flood
                    dos: icmp flood, http flood, slowloris
                    cryptominer: coinminer, coinhive, coin hive, cryptominer, cryptomining
                    cryptominer: crypto mining, monero, xmrig, stratum, coin miner
                    malware-c2: cnc, c2, command and control, callback, checkin, beacon, botnet
                    malware-c2: sinkhole, ja3 hash, meterpreter, cobalt strike
                    ransomware: ransomware, wannacry
                    exploit-kit: exploit kit, ek
                    malware-download: downloader, dropper, second stage, malware download
                    unwanted-program: adware, spyware, pup, pua, toolbar, unwanted program
                    lateral-movement: lateral movement, psexec, over smb
                    lateral-movement: scheduled job, smb executable
                    lateral-movement: create andx request for
                    login-attempt: brute force, bruteforce, bruteforcing, password guessing
                    login-attempt: login failed, failed login, login fail, login attempt
                    login-attempt: logon failure, logon failures, default password
                    application-compromise: webshell, web shell
                    sql-injection: sql injection, sqli
                    cross-site-scripting: cross site scripting, xss
                    path-traversal: path traversal, directory traversal, dir traversal
                    path-traversal: file inclusion, etc passwd, proc self environ
                    path-traversal: file access attempt
                    code-injection: remote code execution, rce, command injection, code injection
                    code-injection: command execution, php injection, shell command, shellshock
                    code-injection: cve 2014 6271, expression injection, log4j, jndi, log4shell
                    code-injection: deserialization, serialized java, bash shell, system command
                    exploit: eternalblue, doublepulsar, heartbleed, heartbeat, heap spray
                    exploit: buffer overflow, stack overflow
                    vulnerability-scan: nessus, nikto, openvas, acunetix, sqlmap, netsparker, nuclei
                    vulnerability-scan: nmap scripting, muieblackcat, morfeus, w00tw00t, dirbuster
                    vulnerability-scan: vulnerability scan, vulnerability scanner, gobuster, w3af
                    scan: port scan, portscan, port sweep, network scan, address scan, nmap
                    scan: masscan, zmap, zgrab, sipvicious, friendly scanner, potential scan
                    credential-theft: credential theft, mimikatz, keylogger, credential dumping
                    phishing: phishing, phish
                    anonymiser: tor, onion, open proxy, anonymous proxy, openvpn
                    file-sharing: bittorrent, torrent, p2p, edonkey, emule
                    remote-access: teamviewer, anydesk, ammyy, screenconnect
                    weak-crypto: poodle, export suite, sslv2, sslv3, weak cipher
                    vulnerable-system: outdated, vulnerable java, vulnerable version
                    invalid-certificate: self signed, invalid certificate, certificate expired
                    bad-reputation: blacklist, blocklist, known compromised, poor reputation
                    bad-reputation: bad reputation, spamhaus, dshield, threat categories
                    system-compromise: returned root, output of id command, cmd shell
                    data-leak: exfiltration, data leak
                    spam: spam
                    """);

    /**
     * Rule sets by how their signatures begin, and words that tell the kind only roughly; the first
     * counts. The rule sets ETPRO and GPL are read as ET.
     */
    static final List<Row> SETS =
            rows(
                    """
                    scan: ^ET SCAN, ^ET ICMP, ^ET ICMP_INFO
                    malware: ^ET MALWARE, ^ET TROJAN, ^ET MOBILE_MALWARE, ^ET WORM
                    malware-c2: ^ET CNC, ^ET BOTCC, ^ET JA3, ^ET THREATVIEW_CS_C2
                    exploit-kit: ^ET EXPLOIT_KIT
                    unwanted-program: ^ET ADWARE_PUP
                    cryptominer: ^ET COINMINER
                    exploit: ^ET EXPLOIT, ^ET SHELLCODE, ^ET ACTIVEX, ^ET NETBIOS, ^ET RPC
                    exploit: ^ET SCADA, ^ET WEB_CLIENT
                    web-attack: ^ET WEB_SERVER, ^ET WEB_SPECIFIC_APPS
                    intrusion-attempt: ^ET SQL, ^ET FTP, ^ET IMAP, ^ET POP3, ^ET SMTP, ^ET SNMP
                    intrusion-attempt: ^ET TELNET, ^ET TFTP, ^ET VOIP
                    system-compromise: ^ET ATTACK_RESPONSE
                    dos: ^ET DOS
                    phishing: ^ET PHISHING
                    illicit-content: ^ET INAPPROPRIATE
                    bad-reputation: ^ET CINS, ^ET CIARMY, ^ET DROP, ^ET DSHIELD, ^ET COMPROMISED
                    anonymiser: ^ET TOR
                    file-sharing: ^ET P2P, ^ET FILE_SHARING
                    remote-access: ^ET REMOTE_ACCESS
                    policy-violation: ^ET POLICY, ^ET CHAT, ^ET GAMES
                    suspicious-traffic: ^ET DNS, ^ET DYN_DNS, ^ET HUNTING, ^ET USER_AGENTS
                    suspicious-traffic: ^ET CURRENT_EVENTS, ^ET INFO, ^ET TA_ABUSED_SERVICES
                    protocol-anomaly: ^SURICATA, ^http_inspect, ^stream5, ^frag3, ^snort_decoder
                    malware: malware, trojan, virus, worm, backdoor, rootkit, malicious, infected
                    malware: infection
                    exploit: exploit, cve, vulnerability, overflow, shellcode
                    web-attack: web attack, anomaly score
                    intrusion-attempt: threat detected, intrusion, attack
                    protocol-anomaly: protocol anomaly, malformed, invalid checksum
                    policy-violation: policy violation
                    """);

    /**
     * What a word tells.
     *
     * @param word as sensors write it; behind a {@code ^}, it begins the text
     */
    record Row(Kind kind, String word) {}

    private KindTable() {}

    private static List<Row> rows(String table) {
        Map<String, Kind> kinds =
                Arrays.stream(Kind.values())
                        .collect(Collectors.toMap(Kind::label, Function.identity()));
        List<Row> rows = new ArrayList<>();
        table.lines()
                .forEach(line -> {
                    int colon = line.indexOf(": ");
                    Kind kind = kinds.get(line.substring(0, colon));
                    if (kind == null) {
                        throw new IllegalStateException("no kind: " + line);
                    }
                    for (String word : line.substring(colon + 2).split(", ", -1)) {
                        rows.add(new Row(kind, word));
                    }
                });
        return List.copyOf(rows);
    }
}
