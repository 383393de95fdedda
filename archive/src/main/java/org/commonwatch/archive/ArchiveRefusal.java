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

    /**
     * Something in it is too long to be delivered at once, and cannot be cut.
     *
     * @param remedy what to do with it
     */
    record TooLongToCut(String name, String what, int mebibytes, String remedy)
            implements ArchiveRefusal {
        @Override
        public String message() {
            return "'%s' has %s of more than %d MiB.".formatted(name, what, mebibytes);
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

    /** Nothing can be written there. */
    record Unwritable(Path file, String why) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + file + "' cannot be written: " + why + ".";
        }

        @Override
        public String remedy() {
            return "Check that its folder is there and may be written, and has room.";
        }
    }

    /** What has the name of a file to be written is no file. */
    record NotToBeReplaced(Path file) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + file + "' is no file, and is not replaced by one.";
        }

        @Override
        public String remedy() {
            return "Give the name of a file, or write to standard output.";
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

    /**
     * What is compressed cannot be unpacked in the memory there is for it.
     *
     * @param mebibytes the largest window
     */
    record WindowTooLarge(String name, int mebibytes) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' needs more than " + mebibytes + " MiB to be unpacked.";
        }

        @Override
        public String remedy() {
            return "Pack it again without --long, or with --long=27 at most.";
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

    /** What memory has no room for cannot be kept in a file meanwhile. */
    record NoRoom(Path folder, String why) implements ArchiveRefusal {
        @Override
        public String message() {
            return "What memory has no room for cannot be kept in '" + folder + "': " + why + ".";
        }

        @Override
        public String remedy() {
            return "Make room there, or name another folder.";
        }
    }

    /** A file of JSON has neither objects of STIX nor attributes of MISP. */
    record NoIndicators(String name) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' is neither a STIX bundle nor a MISP event or manifest.";
        }

        @Override
        public String remedy() {
            return "Give one of those, a CSV list, or a list of one value a line.";
        }
    }

    /** A folder has no manifest, so it is no MISP feed. */
    record NoFeed(Path folder) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + folder + "' is a folder without a manifest.json.";
        }

        @Override
        public String remedy() {
            return "Give the folder of a MISP feed, or lists one by one.";
        }
    }

    /** A file is no list of what is known to be good. */
    record NoKnownGood(Path file, String why) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + file + "' is no known-good list: " + why + ".";
        }

        @Override
        public String remedy() {
            return "Give a list in MISP's warning-list format, or a folder of them.";
        }
    }

    /** A file is no index of indicators. */
    record NoIndex(Path file) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + file + "' is no index of indicators.";
        }

        @Override
        public String remedy() {
            return "Make one with: cwatch indicators compile LIST -o FILE.cwx";
        }
    }

    /** An index was made by a newer version of this program. */
    record NewerIndex(Path file, int version, int known) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + file + "' is an index of version " + version + "; known is " + known + ".";
        }

        @Override
        public String remedy() {
            return "Update this program, or compile the lists again with it.";
        }
    }

    /** An index is not as it was written. */
    record DamagedIndex(Path file, String what) implements ArchiveRefusal {
        @Override
        public String message() {
            return "The index '" + file + "' is damaged: " + what + ".";
        }

        @Override
        public String remedy() {
            return "Compile the lists again; nothing was matched against it.";
        }
    }

    /** The directory has no event archive. */
    record NoArchive(Path directory) implements ArchiveRefusal {
        @Override
        public String message() {
            return "There is no event archive in '" + directory + "'.";
        }

        @Override
        public String remedy() {
            return "Name the directory that 'cwatch count --archive' was given.";
        }
    }

    /** The directory has something else in it, which an archive must not be mixed with. */
    record NotEmpty(Path directory) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + directory + "' holds other files and no event archive.";
        }

        @Override
        public String remedy() {
            return "Name an archive, an empty directory, or one that is to be made.";
        }
    }

    /** Another process is changing the archive. */
    record ArchiveInUse(Path directory) implements ArchiveRefusal {
        @Override
        public String message() {
            return "Another process writes to the event archive in '" + directory + "'.";
        }

        @Override
        public String remedy() {
            return "Wait until it has ended, or archive into another directory.";
        }
    }

    /** A file of an event archive is not as it was written. */
    record DamagedArchive(String name, String what) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + name + "' of the event archive is damaged: " + what + ".";
        }

        @Override
        public String remedy() {
            return "Restore the file from a copy; or move its run's manifest away, and archive"
                    + " again the files that the manifest names.";
        }
    }

    /** A file was changed while it was archived. */
    record ChangedWhileRead(Path file) implements ArchiveRefusal {
        @Override
        public String message() {
            return "'" + file + "' was changed while it was read; nothing was archived.";
        }

        @Override
        public String remedy() {
            return "Archive files that nobody writes to any more, such as rotated ones.";
        }
    }

    /** One run would archive more files than it may. */
    record TooManySegments(int limit) implements ArchiveRefusal {
        @Override
        public String message() {
            return "One run archives no more than " + limit + " files.";
        }

        @Override
        public String remedy() {
            return "Archive them in several runs.";
        }
    }

    /** One run would write more parts than it may: its lines are of many days in no order. */
    record TooManyParts(int limit) implements ArchiveRefusal {
        @Override
        public String message() {
            return "The lines would make more than " + limit + " parts of an event archive.";
        }

        @Override
        public String remedy() {
            return "Archive fewer files in one run, or files whose lines are ordered by time.";
        }
    }

    /** A question to an event archive could not be answered. */
    record Unanswered(String why) implements ArchiveRefusal {
        @Override
        public String message() {
            return "The event archive could not answer: " + why + ".";
        }

        @Override
        public String remedy() {
            return "Ask about less time at once, or give its directory more room.";
        }
    }
}
