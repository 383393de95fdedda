package org.commonwatch.testkit;

import org.commonwatch.database.Database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL that is not ours, such as a distribution's, running until it is closed: with another
 * version, another order of letters and other settings than the embedded one.
 */
public final class OtherPostgres implements AutoCloseable {
    private static final String PASSWORD = "of-a-test";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path cluster;
    private final int port;

    private OtherPostgres(Path programs, Path cluster, int port) {
        this.programs = programs;
        this.cluster = cluster;
        this.port = port;
    }

    /** The oldest that this machine has and that we work with: the directory of its programs. */
    public static Optional<Path> found() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.filter(each -> each.getFileName().toString().matches("[0-9]+"))
                    .filter(each -> major(each) >= Database.OLDEST)
                    .filter(each -> Files.isExecutable(each.resolve("bin/initdb")))
                    .min(Comparator.comparingInt(OtherPostgres::major))
                    .map(each -> each.resolve("bin"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int major(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }

    /**
     * Makes one and starts it.
     *
     * @param folder that is not there yet
     */
    public static OtherPostgres start(Path programs, Path folder) {
        try {
            Files.createDirectories(folder);
            Path cluster = folder.resolve("cluster");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
            run(
                    programs.resolve("initdb").toString(),
                    "--pgdata=" + cluster,
                    "--username=watch",
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--locale-provider=icu",
                    "--icu-locale=en-US");
            int port;
            try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                port = socket.getLocalPort();
            }
            run(
                    programs.resolve("pg_ctl").toString(),
                    "start",
                    "--wait",
                    "--pgdata=" + cluster,
                    "--log=" + folder.resolve("log"),
                    "--options=-c port=%d -c listen_addresses=127.0.0.1 -c fsync=off"
                                    .formatted(port)
                            + " -c unix_socket_directories= -c timezone=Asia/Kathmandu");
            return new OtherPostgres(programs, cluster, port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database that nobody else uses, with nothing in it. */
    public Database empty(String name) {
        try (Connection connection = database("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database(name);
    }

    private Database database(String name) {
        return Database.at(
                "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, name),
                "watch",
                PASSWORD);
    }

    @Override
    public void close() {
        run(
                programs.resolve("pg_ctl").toString(),
                "stop",
                "--wait",
                "--mode=immediate",
                "--pgdata=" + cluster);
    }

    // As root in a user namespace: PostgreSQL refuses to be root.
    private static void run(String... words) {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> command =
                Stream.concat(root ? Stream.of("unshare", "--user") : Stream.of(), Stream.of(words))
                        .toList();
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
