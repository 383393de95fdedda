package org.commonwatch.archive;

import java.nio.file.Path;

/** Why a file is not read, or not to its end. */
public sealed interface ArchiveRefusal {
    /** What happened: one sentence that names the file. */
    String message();

    /** What to do next, as an instruction. */
    String remedy();

    /** There is nothing of that name. */
    record NoSuchFile(Path file) implements ArchiveRefusal {
        @Override
        public String message() {
            return "There is no file '" + file + "'.";
        }

        @Override
        public String remedy() {
            return "Check the name and the folder it is looked for in.";
        }
    }

    /** It is a folder, which has no lines. */
    record IsFolder(Path file) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + file + "' is a folder.";
        }

        @Override
        public String remedy() {
            return "Name the files in it one by one.";
        }
    }

    /**
     * A mapping file does not tell how lines are read.
     *
     * @param line where it says something else, from 1
     * @param remedy what to write there instead
     */
    record BadYaml(String name, int line, String what, String remedy) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' line " + line + ": " + what + ".";
        }
    }

    /**
     * A table has a row that cannot be understood.
     *
     * @param line where, from 1
     * @param remedy what to write there instead
     */
    record BadRow(String name, long line, String what, String remedy) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' line " + line + ": " + what + ".";
        }
    }

    /** A file is no database of addresses. */
    record NoDatabase(String name, String what) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' is no database of addresses: " + what + ".";
        }

        @Override
        public String remedy() {
            return "Give a MaxMind DB file (.mmdb), or CSV with the columns network,country,asn.";
        }
    }

    /** The system does not let it be read, or stopped doing so. */
    record Unreadable(String name, String why) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' cannot be read: " + why + ".";
        }

        @Override
        public String remedy() {
            return "Check that the file may be read, and that its disk is well.";
        }
    }

    /** The system does not let it be written. */
    record Unwritable(String name, String why) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' cannot be written: " + why + ".";
        }

        @Override
        public String remedy() {
            return "Check that the folder is there, may be written to and has room.";
        }
    }

    /**
     * The compressed data are damaged; everything before the damage was read.
     *
     * @param offset bytes of the compressed file before the place where it showed
     */
    record Damaged(String name, long offset, String what) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' is damaged at byte " + offset + ": " + what + ".";
        }

        @Override
        public String remedy() {
            return "Fetch the file again; until then only what comes before the damage counts.";
        }
    }

    /** A list of indicators does not begin with the names of its columns. */
    record NoHeader(String name, String column) implements ArchiveRefusal {
        @Override
        public String message() {
            return "The first line of '" + name + "' names no column '" + column + "'.";
        }

        @Override
        public String remedy() {
            return "Begin the list with the line: value,type,source";
        }
    }

    /** A list has more indicators than one list may. */
    record TooManyIndicators(String name, int limit) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' lists more than " + limit + " indicators.";
        }

        @Override
        public String remedy() {
            return "Cut the list into several.";
        }
    }
}
