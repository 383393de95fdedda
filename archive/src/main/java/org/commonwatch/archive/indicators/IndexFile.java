package org.commonwatch.archive.indicators;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.WholeFile;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.matching.IndicatorTable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * An index of indicators: a table as it stands in memory, written once and read in bulk.
 *
 * <p>All numbers are little-endian. The file begins with {@code CWXINDEX}, its version, the number
 * of bytes of the section table and the checksum (CRC-32C) of that; in the table is for each
 * section its name, sort, length, place and checksum; then come the sections. It appears under its
 * name when it is whole, and not before.
 */
public final class IndexFile {
    /** The version that is written, and the newest that is read. */
    public static final int VERSION = 1;

    static final byte[] MAGIC = {'C', 'W', 'X', 'I', 'N', 'D', 'E', 'X'};
    static final int HEADER_BYTES = MAGIC.length + 3 * Integer.BYTES;

    // A table of sections is a few kilobytes.
    private static final int TABLE_LIMIT = 1 << 20;

    private IndexFile() {}

    /** Whether the file begins as an index does; false too if it cannot be read. */
    public static boolean isIndex(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Writes an index, in the place of a file that is there. Throws {@link ArchiveRefusedException}
     * if it cannot; there is nothing half written under the name then.
     */
    public static void write(Path file, IndicatorTable table) {
        var sections = new SectionFile.Writer();
        table.write(sections);
        try (WholeFile whole = WholeFile.at(file)) {
            sections.writeTo(whole.channel());
            whole.finish();
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unwritable(file, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Reads an index. Throws {@link ArchiveRefusedException} if it is none, is newer than this
     * program, or is not exactly as it was written.
     */
    public static IndicatorTable read(Path file) {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = SectionFile.read(from, 0, HEADER_BYTES);
            byte[] magic = new byte[MAGIC.length];
            if (header.remaining() < HEADER_BYTES) {
                throw new ArchiveRefusedException(new ArchiveRefusal.NoIndex(file));
            }
            header.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new ArchiveRefusedException(new ArchiveRefusal.NoIndex(file));
            }
            int version = header.getInt();
            if (version != VERSION) {
                throw new ArchiveRefusedException(
                        new ArchiveRefusal.NewerIndex(file, version, VERSION));
            }
            int tableBytes = header.getInt();
            if (tableBytes < 0 || tableBytes > TABLE_LIMIT) {
                throw damaged(file, "its table of sections is of " + tableBytes + " bytes");
            }
            ByteBuffer table = SectionFile.read(from, HEADER_BYTES, tableBytes);
            return IndicatorTable.read(
                    SectionFile.Reader.of(from, table, tableBytes, header.getInt()));
        } catch (TelemetryRefusedException e) {
            throw damaged(file, e.refusal().message());
        } catch (SectionFile.Damage e) {
            throw damaged(file, e.what());
        } catch (NoSuchFileException e) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoSuchFile(file));
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unreadable(file.toString(), String.valueOf(e.getMessage())));
        }
    }

    private static ArchiveRefusedException damaged(Path file, String what) {
        return new ArchiveRefusedException(new ArchiveRefusal.DamagedIndex(file, what));
    }
}
