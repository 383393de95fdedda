package org.commonwatch.archive;

import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.TallyState;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** Counts kept in files, to be added up by other processes or machines. */
public final class TallyFile {
    /** No such file may have more bytes. */
    public static final int SIZE_LIMIT = 256 << 20;

    private static final int BLOCK_BYTES = 256 << 10;

    private TallyFile() {}

    /**
     * What is in a file. Throws {@link ArchiveRefusedException} if it cannot be read, and {@link
     * TelemetryRefusedException} if it is no count.
     */
    public static TallyState read(Path file) {
        if (Files.isDirectory(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.IsFolder(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return TallyState.parse(in.readNBytes(SIZE_LIMIT));
        } catch (NoSuchFileException e) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoSuchFile(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Puts a whole count in the place of what was there, or nothing. */
    public static void write(Path file, TallyState state) {
        try (WholeFile whole = WholeFile.at(file)) {
            whole.out().write(state.bytes());
            whole.finish();
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unwritable(file, LineFile.reason(e)));
        }
    }

    /** The name of an input: the SHA-256 of its bytes, in hexadecimal. */
    public static String segment(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK_BYTES];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ArchiveRefusedException unreadable(Path file, IOException e) {
        String why = Objects.requireNonNullElse(e.getMessage(), e.toString());
        return new ArchiveRefusedException(new ArchiveRefusal.Unreadable(file.toString(), why));
    }
}
