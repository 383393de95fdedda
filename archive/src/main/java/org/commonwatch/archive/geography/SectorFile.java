package org.commonwatch.archive.geography;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.telemetry.geography.Sectors;

import java.nio.file.Path;

/** An operator's sectors: CSV with the columns {@code network} and {@code sector}. */
public final class SectorFile {
    private SectorFile() {}

    /** The sectors in a file. Throws {@link ArchiveRefusedException} if it holds none. */
    public static Sectors read(Path file) {
        return NetworkFile.sectors(file);
    }
}
