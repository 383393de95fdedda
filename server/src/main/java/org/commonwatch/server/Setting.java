package org.commonwatch.server;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Everything that can be set. A setting has one name, written {@code --page-limit} on the command
 * line, {@code CWATCH_PAGE_LIMIT} in the environment and {@code page-limit} in the file.
 */
public enum Setting {
    DATA(
            "DIR",
            "~/.local/share/commonwatch",
            "Where everything is kept, the file of settings included."),
    ADDRESS(
            "ADDRESS",
            "127.0.0.1",
            "Where to listen; another than the machine's own needs a certificate."),
    PORT("N", "8674", "The port to listen on; 0 takes any free one."),
    BODY("NAME", "commons", "The body within which parties share; part of the TAXII addresses."),
    NAME("TEXT", "Commonwatch", "What the deployment is called, on every page and report."),
    ZONE("ZONE", "UTC", "The time zone in which pages show times, such as Etc/GMT-8."),
    DATABASE_URL("URL", "", "A PostgreSQL 15 or newer to use instead of the embedded one."),
    DATABASE_USER("NAME", "commonwatch", "Who signs in there."),
    DATABASE_PASSWORD("PASSWORD", "", "The password of that user; in the environment only."),
    DATABASE_PASSWORD_FILE("FILE", "", "A file that holds the password instead."),
    MAX_CONTENT_LENGTH(
            "BYTES",
            "10485760",
            "The longest body that TAXII clients may post, from 1024 to 268435456 bytes."),
    PAGE_LIMIT("N", "1000", "How many objects a page has at most, from 1 to 1000."),
    PARTY_RATE("N", "50", "How often a party may ask, in requests a second, from 1 to 1000000."),
    SENSOR_RATE(
            "N", "1000000", "How many lines a second a sensor may deliver, from 1 to 1000000000."),
    GROUP_MILLIS(
            "N",
            "200",
            "How long a delivery waits for others to be kept with, from 1 to 10000 milliseconds."),
    RAW_DAYS(
            "N",
            "0",
            "How many days deliveries are kept as they came, from 1 to 36500; 0 keeps none."),
    INBOX("DIR", "", "A folder to watch, with a folder for each sensor; none if empty."),
    KAFKA("FILE", "", "Which topics of a Kafka cluster to take in (YAML); none if empty."),
    SYSLOG("FILE", "", "Where to hear syslog, and whose it is (YAML); nowhere if empty."),
    TLS_CERTIFICATE("FILE", "", "The server's certificate and its chain (PEM), for HTTPS."),
    TLS_KEY("FILE", "", "The private key of that certificate (PEM)."),
    TLS_CLIENT_CA("FILE", "", "Whose client certificates are taken (PEM); none if empty."),
    OUTBOUND_HOSTS(
            "LIST",
            "",
            "Which hosts the server may call: names, addresses, networks; none if empty."),
    OUTBOUND_AUTHORITIES("FILE", "", "Whose certificates they may show (PEM), besides Java's."),
    OWN_NETWORKS(
            "LIST",
            "",
            "Networks whose addresses leave as pseudonyms, such as 192.0.2.0/24; none if empty."),
    LOG_FORMAT("FORMAT", "text", "How messages are written: text, or json, an object a line."),
    PUBLIC_URL("URL", "", "Where browsers reach the server, such as https://watch.example."),
    OIDC_ISSUER("URL", "", "An issuer of OpenID Connect that says who signs in; none if empty."),
    OIDC_CLIENT_ID("NAME", "", "As what the server is known to that issuer."),
    OIDC_CLIENT_SECRET_FILE("FILE", "", "A file that holds the secret the issuer gave for it."),
    OIDC_AUDIENCE("NAME", "", "For whom tokens must be; for oidc-client-id if empty."),
    OIDC_MAPPING("FILE", "", "What the issuer's claims mean: parties and roles (YAML).");

    private final String label;
    private final String otherwise;
    private final String meaning;

    Setting(String label, String otherwise, String meaning) {
        this.label = label;
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    /** Its name in the file, such as {@code page-limit}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name on the command line, such as {@code --page-limit}. */
    public String option() {
        return "--" + key();
    }

    /** Its name in the environment, such as {@code CWATCH_PAGE_LIMIT}. */
    public String variable() {
        return "CWATCH_" + name();
    }

    /** What its value is, in one word of capitals. */
    public String label() {
        return label;
    }

    /** What it is if nobody says; empty for nothing. */
    public String otherwise() {
        return otherwise;
    }

    /** What it is for. */
    public String meaning() {
        return meaning;
    }

    /** Whether its value is never shown, and stands on no command line and in no file. */
    public boolean isSecret() {
        return this == DATABASE_PASSWORD;
    }

    /** Whether it may stand in the file, which lies in the data directory. */
    public boolean isInFile() {
        return this != DATA && !isSecret();
    }

    static List<String> keysInFile() {
        return Stream.of(values()).filter(Setting::isInFile).map(Setting::key).toList();
    }
}
