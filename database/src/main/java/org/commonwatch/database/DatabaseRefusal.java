package org.commonwatch.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** Why there is no database, or why it did not do what it was asked. */
public sealed interface DatabaseRefusal {
    /** What happened: one sentence that names the value, and never a password. */
    String message();

    /** What to do next, as an instruction. */
    String remedy();

    /** No embedded PostgreSQL is shipped for this operating system and processor. */
    record UnsupportedPlatform(String platform) implements DatabaseRefusal {
        @Override
        public String message() {
            return "There is no embedded PostgreSQL for " + platform + ".";
        }

        @Override
        public String remedy() {
            return "Give the URL of a PostgreSQL " + Database.OLDEST + " or newer instead.";
        }
    }

    /** We are root, which PostgreSQL refuses to be, and cannot leave that off. */
    record RootOnly(String reason) implements DatabaseRefusal {
        @Override
        public String message() {
            return "PostgreSQL refuses to run as root, and no user namespace could be made for it: "
                    + reason
                    + ".";
        }

        @Override
        public String remedy() {
            return "Run Commonwatch as an ordinary user, or give a database URL.";
        }
    }

    /** The directory's name holds a character that PostgreSQL's own tools hand to a shell. */
    record UnusablePath(Path directory) implements DatabaseRefusal {
        @Override
        public String message() {
            return "PostgreSQL cannot live in '"
                    + directory
                    + "': the name holds a quote, a dollar, a backslash or a control character.";
        }

        @Override
        public String remedy() {
            return "Choose a directory whose whole path is free of these characters.";
        }
    }

    /** Others may write where our binaries and data would lie. */
    record Exposed(Path directory) implements DatabaseRefusal {
        @Override
        public String message() {
            return "Other users may write to " + directory + ".";
        }

        @Override
        public String remedy() {
            return "Run 'chmod 700' on it, after checking that its content is yours.";
        }
    }

    /** The directory could not be read or written. */
    record Unwritable(Path directory, String reason) implements DatabaseRefusal {
        @Override
        public String message() {
            return "The database directory " + directory + " cannot be used: " + reason + ".";
        }

        @Override
        public String remedy() {
            return "Check that the directory belongs to the user that runs Commonwatch"
                    + " and that its disk has room.";
        }
    }

    /** Somebody else's database lives in the directory at this moment. */
    record InUse(Path directory, String process) implements DatabaseRefusal {
        @Override
        public String message() {
            return directory + " is in use by another Commonwatch (process " + process + ").";
        }

        @Override
        public String remedy() {
            return "Stop the other one first, or choose another directory.";
        }
    }

    /** The data was written by another major version of PostgreSQL. */
    record OtherVersion(Path cluster, String found, String ours) implements DatabaseRefusal {
        @Override
        public String message() {
            return cluster
                    + " was written by PostgreSQL "
                    + found
                    + ", but this Commonwatch brings PostgreSQL "
                    + ours
                    + ".";
        }

        @Override
        public String remedy() {
            return "Run the Commonwatch that brings PostgreSQL "
                    + found
                    + ", or carry the data over with pg_dump"
                    + " and pg_restore.";
        }
    }

    /** The place of the data holds something else. */
    record NotACluster(Path cluster) implements DatabaseRefusal {
        @Override
        public String message() {
            return cluster + " is not a PostgreSQL cluster: it has no PG_VERSION.";
        }

        @Override
        public String remedy() {
            return "Restore it from a backup, or move it away to begin with an empty database.";
        }
    }

    /** The password that belongs to the data is missing, or is another one. */
    record PasswordLost(Path file) implements DatabaseRefusal {
        @Override
        public String message() {
            return "The password in " + file + " is missing or does not open the cluster.";
        }

        @Override
        public String remedy() {
            return "Restore this file from the same backup as the cluster beside it.";
        }
    }

    /** The cluster could not be made. */
    record NotCreated(Path cluster, String reason) implements DatabaseRefusal {
        @Override
        public String message() {
            return "PostgreSQL could not create " + cluster + ": " + reason;
        }

        @Override
        public String remedy() {
            return "Remove what the reason names, and start again: nothing is lost yet.";
        }
    }

    /** The server would not start on the data that is there. */
    record NotStarted(Path cluster, String reason) implements DatabaseRefusal {
        @Override
        public String message() {
            return "PostgreSQL would not start in " + cluster + ": " + reason;
        }

        @Override
        public String remedy() {
            return "Read postgres.log beside the cluster; if its data is damaged, restore a"
                    + " backup, or move it away to begin with an empty database.";
        }
    }

    /** Processes of the cluster outlive every way we know to end them. */
    record StillRunning(Path cluster, String processes) implements DatabaseRefusal {
        @Override
        public String message() {
            return "PostgreSQL processes of " + cluster + " could not be ended: " + processes + ".";
        }

        @Override
        public String remedy() {
            return "End them by hand, or restart the machine if they hang in its disk.";
        }
    }

    /**
     * The URL is not one for PostgreSQL.
     *
     * @param scheme what stands before its host, or nothing; the rest may hold a password
     */
    record NotPostgres(String scheme) implements DatabaseRefusal {
        @Override
        public String message() {
            return scheme.isEmpty()
                    ? "The database URL does not begin with 'jdbc:postgresql://'."
                    : "The database URL begins with '"
                            + scheme
                            + "', not with 'jdbc:postgresql://'.";
        }

        @Override
        public String remedy() {
            return "Write it as jdbc:postgresql://host:port/database.";
        }
    }

    /** The URL would carry a secret into logs and process lists. */
    record SecretInUrl() implements DatabaseRefusal {
        @Override
        public String message() {
            return "The database URL holds a password or a user name.";
        }

        @Override
        public String remedy() {
            return "Take both out of the URL and give them by settings of their own.";
        }
    }

    /** The server is too old. */
    record TooOld(String found) implements DatabaseRefusal {
        @Override
        public String message() {
            return "The database is PostgreSQL " + found + ".";
        }

        @Override
        public String remedy() {
            return "Use PostgreSQL " + Database.OLDEST + " or newer.";
        }
    }

    /**
     * PostgreSQL, or the way to it, failed a statement.
     *
     * @param state the five letters of SQLSTATE (PostgreSQL manual, appendix A)
     * @param reason the server's primary message; its details, which may quote data, are left out
     */
    record StatementFailed(String state, String reason) implements DatabaseRefusal {
        static StatementFailed of(SQLException e) {
            String state = Optional.ofNullable(e.getSQLState()).orElse("unknown");
            String text = Optional.ofNullable(e.getMessage()).orElse("no message");
            return new StatementFailed(state, text.lines().findFirst().orElse("no message"));
        }

        @Override
        public String message() {
            return "The database answered: " + reason + " (SQLSTATE " + state + ").";
        }

        @Override
        public String remedy() {
            return switch (state.substring(0, Math.min(2, state.length()))) {
                case "08", "57" -> "Check that PostgreSQL runs and can be reached, then try again.";
                case "28", "3D" -> "Check the user, the password and the name of the database.";
                case "40" -> "Try again: others were changing the same data.";
                case "53" -> "Give PostgreSQL more room: memory, disk or connections.";
                default -> "Report it with the lines of the log: this is a defect of Commonwatch.";
            };
        }
    }
}
