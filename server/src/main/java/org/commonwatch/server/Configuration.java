package org.commonwatch.server;

import org.commonwatch.access.BodyId;
import org.commonwatch.archive.Nearest;
import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.database.Database;
import org.commonwatch.server.health.ToldSetting;
import org.commonwatch.server.ingest.kafka.KafkaPlan;
import org.commonwatch.server.ingest.syslog.SyslogPlan;
import org.commonwatch.server.oidc.ClaimMapping;
import org.commonwatch.server.oidc.Trust;
import org.commonwatch.server.outbound.Hosts;
import org.commonwatch.server.pseudonyms.Networks;
import org.commonwatch.server.sharing.Page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is set, and where: a word of the command line goes before the environment, that before the
 * file {@code commonwatch.yaml} in the data directory, and that before what is usual.
 */
public final class Configuration {
    /** The file of settings, in the data directory. */
    public static final String FILE = "commonwatch.yaml";

    /** Where a value comes from that nobody has set. */
    public static final String USUAL = "default";

    private static final String PREFIX = "CWATCH_";

    /** Variables of the command itself, which set nothing of a server. */
    private static final Set<String> OF_THE_COMMAND =
            Set.of(
                    "CWATCH_JDKS",
                    "CWATCH_MEMORY",
                    "CWATCH_DEMO_DATA",
                    "CWATCH_TOKEN",
                    "CWATCH_URL");

    private static final int LEAST_CONTENT = 1 << 10;
    private static final int MOST_CONTENT = 256 << 20;
    private static final int MOST_OBJECTS = Page.Query.LIMIT;
    private static final int MOST_RATE = 1_000_000;
    private static final int MOST_GROUP_MILLIS = 10_000;
    private static final int MOST_DAYS = 36_500;
    private static final int MOST_LINES = 1_000_000_000;
    private static final int MOST_LETTERS = 80;

    /** A value, and where it was set. */
    public record Value(String text, String origin) {}

    private final Map<Setting, Value> values;

    private Configuration(Map<Setting, Value> values) {
        this.values = values;
    }

    /**
     * Reads what is set; refuses what is not known.
     *
     * @param options settings that were given on the command line
     * @param environment every variable there is
     */
    public static Configuration read(
            Map<Setting, String> options, Map<String, String> environment) {
        checkNames(environment);
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, new Value(setting.otherwise(), USUAL));
        }
        overrule(values, options, environment);
        Path file = data(values).resolve(FILE);
        fromFile(file)
                .forEach((setting, text) -> {
                    values.put(setting, new Value(text, file.toString()));
                });
        overrule(values, options, environment);
        return new Configuration(values);
    }

    private static void overrule(
            Map<Setting, Value> values,
            Map<Setting, String> options,
            Map<String, String> environment) {
        for (Setting setting : Setting.values()) {
            String variable = environment.getOrDefault(setting.variable(), "");
            if (!variable.isEmpty()) {
                values.put(setting, new Value(variable, setting.variable()));
            }
        }
        options.forEach((setting, text) -> {
            values.put(setting, new Value(text, setting.option()));
        });
    }

    private static void checkNames(Map<String, String> environment) {
        List<String> known = Stream.of(Setting.values()).map(Setting::variable).sorted().toList();
        for (String name : new TreeMap<>(environment).keySet()) {
            if (name.startsWith(PREFIX)
                    && !known.contains(name)
                    && !OF_THE_COMMAND.contains(name)) {
                throw new BadSetting(
                        "The environment sets " + name + ", which is no setting.",
                        Nearest.to(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("See 'cwatch config show' for those there are."));
            }
        }
    }

    private static Map<Setting, String> fromFile(Path file) {
        if (!Files.exists(file) || saysNothing(file)) {
            return Map.of();
        }
        Map<Setting, String> set = new EnumMap<>(Setting.class);
        YamlNode root = YamlFile.read(file);
        Map<String, YamlNode> entries = root.object();
        for (Setting setting : Setting.values()) {
            YamlNode secret = entries.get(setting.key());
            if (secret != null && setting.isSecret()) {
                throw secret.refused(
                        "'" + setting.key() + "' is a secret, which stands in no file of settings",
                        "Take it out, and name the file that holds it with '"
                                + Setting.DATABASE_PASSWORD_FILE.key()
                                + "'.");
            }
        }
        root.object(Setting.keysInFile());
        for (Setting setting : Setting.values()) {
            YamlNode entry = entries.get(setting.key());
            if (entry != null) {
                set.put(setting, entry.words());
            }
        }
        return set;
    }

    // As the file of a package does, whose every line is a comment until somebody sets something.
    private static boolean saysNothing(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .allMatch(line -> line.isEmpty() || line.startsWith("#"));
        } catch (IOException | UncheckedIOException e) {
            return false; // whoever reads it as YAML says what is wrong
        }
    }

    /** Every setting in its order. */
    public Map<Setting, Value> values() {
        return values;
    }

    /** The settings, all of which are right. */
    public Settings settings() {
        int port = number(Setting.PORT, 0, 65_535);
        BodyId body = body();
        Optional<Settings.Tls> tls = tls();
        InetAddress address = address(tls.isPresent());
        return new Settings(
                data(values),
                new Settings.Listening(
                        address,
                        port,
                        tls,
                        issuer(),
                        new Settings.Flows(
                                sources(tls.isPresent()), outgoing(), ownNetworks(), shown())),
                body,
                database(),
                new Settings.Limits(
                        number(Setting.MAX_CONTENT_LENGTH, LEAST_CONTENT, MOST_CONTENT),
                        number(Setting.PAGE_LIMIT, 1, MOST_OBJECTS),
                        number(Setting.PARTY_RATE, 1, MOST_RATE),
                        intake()));
    }

    private Settings.Shown shown() {
        String name = text(Setting.NAME).strip();
        if (name.isEmpty() || name.length() > MOST_LETTERS) {
            throw refused(
                    Setting.NAME, "empty or too long", "Use 1 to " + MOST_LETTERS + " letters.");
        }
        try {
            return new Settings.Shown(name, ZoneId.of(text(Setting.ZONE)), told());
        } catch (DateTimeException unknown) {
            throw refused(
                    Setting.ZONE,
                    "no time zone",
                    "Use UTC, an offset such as +08:00, or a name of the tz database.");
        }
    }

    private List<ToldSetting> told() {
        return values.entrySet().stream()
                .map(each -> told(each.getKey(), each.getValue()))
                .toList();
    }

    private static ToldSetting told(Setting setting, Value value) {
        String origin = value.origin();
        ToldSetting.Set set;
        if (origin.equals(USUAL)) {
            set = ToldSetting.Set.USUAL;
        } else if (origin.equals(setting.option())) {
            set = ToldSetting.Set.OPTION;
        } else if (origin.equals(setting.variable())) {
            set = ToldSetting.Set.ENVIRONMENT;
        } else {
            set = ToldSetting.Set.FILE;
        }
        return new ToldSetting(
                setting.key(),
                setting.isSecret() ? "" : value.text(),
                setting.isSecret(),
                set,
                set == ToldSetting.Set.USUAL ? "" : origin,
                setting.meaning());
    }

    private Settings.Intake intake() {
        return new Settings.Intake(
                number(Setting.GROUP_MILLIS, 1, MOST_GROUP_MILLIS),
                number(Setting.SENSOR_RATE, 1, MOST_LINES),
                number(Setting.RAW_DAYS, 0, MOST_DAYS));
    }

    private Settings.Sources sources(boolean withTls) {
        Optional<SyslogPlan> syslog = given(Setting.SYSLOG).map(SyslogPlan::read);
        if (syslog.flatMap(SyslogPlan::tls).isPresent() && !withTls) {
            throw refused(
                    Setting.SYSLOG,
                    "to be heard over TLS, and there is no certificate",
                    "Give "
                            + Setting.TLS_CERTIFICATE.key()
                            + " and "
                            + Setting.TLS_KEY.key()
                            + ".");
        }
        return new Settings.Sources(inbox(), given(Setting.KAFKA).map(KafkaPlan::read), syslog);
    }

    private Optional<Path> inbox() {
        String text = text(Setting.INBOX);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isDirectory(Path.of(text)) || !Files.isWritable(Path.of(text))) {
            throw refused(
                    Setting.INBOX,
                    "no folder that can be read and written",
                    "Make it, and give it to the user that runs this.");
        }
        return Optional.of(Path.of(text));
    }

    private Optional<Path> given(Setting setting) {
        return text(setting).isEmpty() ? Optional.empty() : Optional.of(file(setting));
    }

    private Settings.Outgoing outgoing() {
        Optional<Path> authorities =
                text(Setting.OUTBOUND_AUTHORITIES).isEmpty()
                        ? Optional.empty()
                        : Optional.of(file(Setting.OUTBOUND_AUTHORITIES));
        try {
            Hosts hosts = Hosts.parse(text(Setting.OUTBOUND_HOSTS));
            return new Settings.Outgoing(hosts, authorities, true);
        } catch (IllegalArgumentException e) {
            throw refused(
                    Setting.OUTBOUND_HOSTS,
                    "not possible: " + e.getMessage(),
                    "Write taxii.example, *.partner.example, 192.0.2.7 or 10.1.0.0/16, with commas"
                            + " between.");
        }
    }

    private Networks ownNetworks() {
        try {
            return Networks.parse(text(Setting.OWN_NETWORKS));
        } catch (IllegalArgumentException e) {
            throw refused(
                    Setting.OWN_NETWORKS,
                    "not possible: " + e.getMessage(),
                    "Write 192.0.2.0/24, 2001:db8::/32, with commas between.");
        }
    }

    private Optional<Trust> issuer() {
        String issuer = text(Setting.OIDC_ISSUER);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        String client = text(Setting.OIDC_CLIENT_ID);
        if (client.isEmpty() || text(Setting.OIDC_MAPPING).isEmpty()) {
            throw new BadSetting(
                    "Of the issuer, what the server is called there and what its claims mean, one"
                            + " is missing.",
                    "Give "
                            + Setting.OIDC_CLIENT_ID.key()
                            + " and "
                            + Setting.OIDC_MAPPING.key()
                            + " with "
                            + Setting.OIDC_ISSUER.key()
                            + ".");
        }
        String audience = text(Setting.OIDC_AUDIENCE);
        return Optional.of(
                new Trust(
                        url(Setting.OIDC_ISSUER),
                        audience.isEmpty() ? client : audience,
                        new Trust.Client(
                                client,
                                text(Setting.OIDC_CLIENT_SECRET_FILE).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(secret(Setting.OIDC_CLIENT_SECRET_FILE)),
                                text(Setting.PUBLIC_URL).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(url(Setting.PUBLIC_URL))),
                        ClaimMapping.read(file(Setting.OIDC_MAPPING))));
    }

    // In clear only to this machine: whoever is between could say who signs in.
    private String url(Setting setting) {
        try {
            URI url = new URI(text(setting));
            String host = url.getHost();
            boolean here = host != null && (host.equals("127.0.0.1") || host.equals("localhost"));
            if (host != null && (url.getScheme().equals("https") || here)) {
                return text(setting);
            }
        } catch (URISyntaxException e) {
            // no address at all is none of these either
        }
        throw refused(setting, "no address of HTTPS", "Write it as https://issuer.example.");
    }

    /** How the process writes its messages. */
    public LogFormat logFormat() {
        return Stream.of(LogFormat.values())
                .filter(each ->
                        each.name().toLowerCase(Locale.ROOT).equals(text(Setting.LOG_FORMAT)))
                .findFirst()
                .orElseThrow(
                        () -> refused(Setting.LOG_FORMAT, "no such format", "Give text or json."));
    }

    private static Path data(Map<Setting, Value> values) {
        String text = Objects.requireNonNull(values.get(Setting.DATA)).text();
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), text.substring(2))
                : Path.of(text);
    }

    private InetAddress address(boolean withTls) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text(Setting.ADDRESS));
        } catch (IllegalArgumentException e) {
            throw refused(Setting.ADDRESS, "no address", "Write it in numbers, such as 192.0.2.1.");
        }
        if (!withTls && !address.isLoopbackAddress()) {
            throw refused(
                    Setting.ADDRESS,
                    "an address that others reach, and there is no certificate",
                    "Give "
                            + Setting.TLS_CERTIFICATE.key()
                            + " and "
                            + Setting.TLS_KEY.key()
                            + ", or listen on 127.0.0.1 behind a proxy that has one.");
        }
        return address;
    }

    private BodyId body() {
        try {
            BodyId body = new BodyId(text(Setting.BODY));
            Settings.checkFree(body);
            return body;
        } catch (IllegalArgumentException e) {
            throw refused(Setting.BODY, "not possible: " + e.getMessage(), "Choose another name.");
        }
    }

    private Optional<Settings.Tls> tls() {
        boolean certificate = !text(Setting.TLS_CERTIFICATE).isEmpty();
        boolean key = !text(Setting.TLS_KEY).isEmpty();
        boolean clients = !text(Setting.TLS_CLIENT_CA).isEmpty();
        if (certificate != key || (clients && !key)) {
            throw new BadSetting(
                    "Of the certificate, its key and the authority of clients, one is missing.",
                    "Give "
                            + Setting.TLS_CERTIFICATE.key()
                            + " and "
                            + Setting.TLS_KEY.key()
                            + " together; "
                            + Setting.TLS_CLIENT_CA.key()
                            + " needs both.");
        }
        return key
                ? Optional.of(
                        new Settings.Tls(
                                file(Setting.TLS_CERTIFICATE),
                                file(Setting.TLS_KEY),
                                clients
                                        ? Optional.of(file(Setting.TLS_CLIENT_CA))
                                        : Optional.empty()))
                : Optional.empty();
    }

    private Optional<Database> database() {
        String url = text(Setting.DATABASE_URL);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Database.at(url, text(Setting.DATABASE_USER), databasePassword()));
    }

    private String databasePassword() {
        String given = text(Setting.DATABASE_PASSWORD);
        if (text(Setting.DATABASE_PASSWORD_FILE).isEmpty()) {
            return given;
        }
        if (!given.isEmpty()) {
            throw new BadSetting(
                    "The password of the database is set twice: in the environment and in a file.",
                    "Leave one of the two out.");
        }
        return secret(Setting.DATABASE_PASSWORD_FILE);
    }

    private String secret(Setting setting) {
        Path file = file(setting);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw refused(
                    setting,
                    "no file that can be read",
                    "Check that it is text and belongs to the user that runs this.");
        }
    }

    private Path file(Setting setting) {
        Path file = Path.of(text(setting));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw refused(
                    setting,
                    "no file that can be read",
                    "Check that it is there and belongs to the user that runs this.");
        }
        return file;
    }

    private int number(Setting setting, int least, int most) {
        try {
            int number = Integer.parseInt(text(setting));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // no number at all is none of these either
        }
        throw refused(setting, "not possible", "Give a number from " + least + " to " + most + ".");
    }

    private String text(Setting setting) {
        return Objects.requireNonNull(values.get(setting)).text();
    }

    private BadSetting refused(Setting setting, String why, String remedy) {
        Value value = Objects.requireNonNull(values.get(setting));
        return new BadSetting(
                "The setting "
                        + setting.key()
                        + " is '"
                        + value.text()
                        + "' (from "
                        + value.origin()
                        + "), which is "
                        + why
                        + ".",
                remedy);
    }
}
