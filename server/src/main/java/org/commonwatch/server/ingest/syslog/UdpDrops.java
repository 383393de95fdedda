package org.commonwatch.server.ingest.syslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operating system dropped because nobody read it in time, where it tells (Linux). */
final class UdpDrops {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL = 1;
    private static final int DROPS = 12;

    private UdpDrops() {}

    /** Datagrams to a port of this machine; 0 if it is not told. */
    static long of(int port) {
        String end = ":%04X".formatted(port);
        long drops = 0;
        for (Path table : TABLES) {
            try {
                for (String row : Files.readAllLines(table)) {
                    String[] columns = row.strip().split("\\s+", -1);
                    if (columns.length > DROPS && columns[LOCAL].endsWith(end)) {
                        drops += Long.parseLong(columns[DROPS]);
                    }
                }
            } catch (IOException | NumberFormatException e) {
                // another system, or a table of another form, tells nothing
            }
        }
        return drops;
    }
}
