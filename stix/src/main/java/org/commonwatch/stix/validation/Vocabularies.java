package org.commonwatch.stix.validation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The open vocabularies and enumerations (STIX 2.1 §10, with Errata 01), and lists that other
 * standards keep.
 */
final class Vocabularies {
    /**
     * A vocabulary and the name of the check that warns of other words; an enumeration has none.
     */
    record Words(String check, Set<String> words) {}

    // A line that is not indented names the list, and the check if there is one.
    private static final String OPEN =
            """
            account-type-ov account-type
              facebook ldap nis openid radius skype tacacs twitter unix windows-local windows-domain
            attack-motivation-ov attack-motivation
              accidental coercion dominance ideology notoriety organizational-gain personal-gain
              personal-satisfaction revenge unpredictable
            attack-resource-level-ov attack-resource-level
              individual club contest team organization government
            grouping-context-ov grouping-context
              suspicious-activity malware-analysis unspecified
            hash-algorithm-ov hash-algo
              MD5 SHA-1 SHA-256 SHA-512 SHA3-256 SHA3-512 SSDEEP TLSH
            identity-class-ov identity-class
              individual group system organization class unspecified
            implementation-language-ov implementation-languages
              applescript bash c c++ c# go java javascript lua objective-c perl php powershell
              python ruby rust scala swift typescript visual-basic x86-32 x86-64
            indicator-type-ov indicator-types
              anomalous-activity anonymization benign compromised malicious-activity attribution
              unknown
            industry-sector-ov industry-sector
              agriculture aerospace automotive chemical commercial communications construction
              dams defense education emergency-services energy entertainment financial-services
              government government-local government-national government-public-services
              government-regional healthcare hospitality-leisure infrastructure insurance legal
              manufacturing mining non-profit nuclear pharmaceuticals private-sector retail
              technology telecommunications transportation utilities water
            infrastructure-type-ov infrastructure-types
              amplification anonymization botnet command-and-control control-system exfiltration
              firewall hosting-malware hosting-target-lists phishing reconnaissance
              routers-switches staging workstation unknown
            malware-result-ov malware-result
              malicious suspicious benign unknown
            malware-capabilities-ov malware-capabilities
              accesses-remote-machines anti-debugging anti-disassembly anti-emulation
              anti-memory-forensics anti-sandbox anti-vm captures-input-peripherals
              captures-output-peripherals captures-system-state-data cleans-traces-of-infection
              commits-fraud communicates-with-c2 compromises-data-availability
              compromises-data-integrity compromises-system-availability
              controls-local-machine degrades-security-software degrades-system-updates
              determines-c2-server emails-spam escalates-privileges evades-av exfiltrates-data
              fingerprints-host hides-artifacts hides-executing-code infects-files
              infects-remote-machines installs-other-components persists-after-system-reboot
              prevents-artifact-access prevents-artifact-deletion probes-network-environment
              self-modifies steals-authentication-credentials
              violates-system-operational-integrity
            malware-type-ov malware-types
              adware backdoor bot bootkit ddos downloader dropper exploit-kit keylogger ransomware
              remote-access-trojan resource-exploitation rogue-security-software rootkit
              screen-capture spyware trojan unknown virus webshell wiper worm
            pattern-type-ov indicator-pattern-types
              stix pcre sigma snort suricata yara
            processor-architecture-ov processor-architecture
              alpha arm ia-64 mips powerpc sparc x86 x86-64
            region-ov region
              africa eastern-africa middle-africa northern-africa southern-africa western-africa
              americas caribbean central-america latin-america-caribbean northern-america
              south-america asia central-asia eastern-asia southern-asia south-eastern-asia
              western-asia europe eastern-europe northern-europe southern-europe western-europe
              oceania antarctica australia-new-zealand melanesia micronesia polynesia
            report-type-ov report-types
              attack-pattern campaign identity incident indicator intrusion-set malware
              observed-data threat-actor threat-report tool vulnerability
            threat-actor-type-ov threat-actor-types
              activist competitor crime-syndicate criminal hacker insider-accidental
              insider-disgruntled nation-state sensationalist spy terrorist unknown
            threat-actor-role-ov threat-actor-role
              agent director independent infrastructure-architect infrastructure-operator
              malware-author sponsor
            threat-actor-sophistication-ov threat-actor-sophistication
              none minimal intermediate advanced expert innovator strategic
            tool-type-ov tool-types
              denial-of-service exploitation information-gathering network-capture
              credential-exploitation remote-access vulnerability-scanning unknown
            windows-pebinary-type-ov windows-pebinary-type
              dll exe sys
            """;

    private static final String CLOSED =
            """
            encryption-algorithm-enum
              AES-256-GCM ChaCha20-Poly1305 mime-type-indicated
            extension-type-enum
              new-sdo new-sco new-sro property-extension toplevel-property-extension
            network-socket-address-family-enum
              AF_UNSPEC AF_INET AF_IPX AF_APPLETALK AF_NETBIOS AF_INET6 AF_IRDA AF_BTH
            network-socket-type-enum
              SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET
            opinion-enum
              strongly-disagree disagree neutral agree strongly-agree
            spec-version-enum
              2.1
            windows-integrity-level-enum
              low medium high system
            windows-registry-datatype-enum
              REG_NONE REG_SZ REG_EXPAND_SZ REG_BINARY REG_DWORD REG_DWORD_BIG_ENDIAN
              REG_DWORD_LITTLE_ENDIAN REG_LINK REG_MULTI_SZ REG_RESOURCE_LIST
              REG_FULL_RESOURCE_DESCRIPTION REG_RESOURCE_REQUIREMENTS_LIST REG_QWORD
              REG_INVALID_TYPE
            windows-service-start-type-enum
              SERVICE_AUTO_START SERVICE_BOOT_START SERVICE_DEMAND_START SERVICE_DISABLED
              SERVICE_SYSTEM_ALERT
            windows-service-type-enum
              SERVICE_KERNEL_DRIVER SERVICE_FILE_SYSTEM_DRIVER SERVICE_WIN32_OWN_PROCESS
              SERVICE_WIN32_SHARE_PROCESS
            windows-service-status-enum
              SERVICE_CONTINUE_PENDING SERVICE_PAUSE_PENDING SERVICE_PAUSED SERVICE_RUNNING
              SERVICE_START_PENDING SERVICE_STOP_PENDING SERVICE_STOPPED
            """;

    // IANA's registry of character sets: preferred MIME names, else names, in lower case.
    private static final String CHARSETS =
            """
            us-ascii utf-7 utf-8 utf-16 utf-16be utf-16le utf-32 utf-32be utf-32le cesu-8 scsu
            bocu-1
            iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8
            iso-8859-6-e iso-8859-6-i iso-8859-8-e iso-8859-8-i iso-8859-9 iso-8859-10 iso-8859-13
            iso-8859-14 iso-8859-15 iso-8859-16 iso-10646-ucs-2 iso-10646-ucs-4
            iso-10646-ucs-basic iso-10646-unicode-latin1 iso-10646-j-1 iso-10646-utf-1
            iso-2022-cn iso-2022-cn-ext iso-2022-jp iso-2022-jp-2 iso-2022-kr
            iso-11548-1 big5 big5-hkscs euc-jp euc-kr gb18030 gb2312 gbk hz-gb-2312 shift_jis
            ks_c_5601-1987 windows-31j koi7-switched koi8-r koi8-u kz-1048 ptcp154 macintosh
            tis-620 viscii viqr tscii unicode-1-1 unicode-1-1-utf-7 windows-874 windows-1250
            windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256
            windows-1257 windows-1258 adobe-standard-encoding adobe-symbol-encoding hp-desktop
            hp-legal hp-math8 hp-pi-font hp-roman8 ventura-international ventura-math ventura-us
            ibm-symbols ibm-thai ibm00858 ibm00924 ibm01140 ibm01141 ibm01142 ibm01143 ibm01144
            ibm01145 ibm01146 ibm01147 ibm01148 ibm01149 ibm037 ibm038 ibm1026 ibm1047 ibm273
            ibm274 ibm275 ibm277 ibm278 ibm280 ibm281 ibm284 ibm285 ibm290 ibm297 ibm420 ibm423
            ibm424 ibm437 ibm500 ibm775 ibm850 ibm851 ibm852 ibm855 ibm857 ibm860 ibm861 ibm862
            ibm863 ibm864 ibm865 ibm866 ibm868 ibm869 ibm870 ibm871 ibm880 ibm891 ibm903 ibm904
            ibm905 ibm918 osd_ebcdic_df03_irv osd_ebcdic_df04_1 osd_ebcdic_df04_15 jis_encoding
            jis_c6220-1969-jp jis_x0201 jis_x0212-1990 brf cp50220 cp51932 dec-mcs gb_1988-80
            gb_2312-80 amiga-1251 ebcdic-us
            """;

    private static final Set<String> CHARSET_NAMES = Set.of(CHARSETS.strip().split("\\s+"));
    private static final Map<String, Words> ALL = all();

    private Vocabularies() {}

    /** The list of the name. */
    static Words named(String name) {
        Words words = ALL.get(name);
        if (words == null) {
            throw new IllegalStateException("there is no vocabulary " + name);
        }
        return words;
    }

    /** The names of the checks that warn of words outside a vocabulary. */
    static Set<String> checks() {
        Set<String> names = new HashSet<>();
        ALL.values().forEach(words -> names.add(words.check()));
        names.remove("");
        return names;
    }

    static boolean isCharset(String text) {
        return CHARSET_NAMES.contains(text.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Words> all() {
        Map<String, Words> all = new HashMap<>();
        String name = "";
        for (String line : (OPEN + CLOSED).lines().toList()) {
            if (line.startsWith(" ")) {
                Words words = all.get(name);
                if (words != null) {
                    words.words().addAll(Arrays.asList(line.strip().split(" ", -1)));
                }
            } else {
                String[] head = line.split(" ", -1);
                name = head[0];
                all.put(name, new Words(head.length > 1 ? head[1] : "", new HashSet<>()));
            }
        }
        return all;
    }
}
