package org.commonwatch.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that has its name only once it is whole: until then it is beside it under a name of its
 * own, {@code .NAME.cwatch-PID.part}. A process that is killed leaves such a part at most, and the
 * next that writes a file of the same name removes it.
 */
public final class WholeFile implements Closeable {
    private static final String MARK = ".cwatch-";
    private static final String END = ".part";

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream out;
    private final AtomicBoolean finished = new AtomicBoolean();

    private WholeFile(Path target, Path part, FileAttribute<?>... attributes) throws IOException {
        this.target = target;
        this.part = part;
        channel =
                FileChannel.open(
                        part,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        attributes);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 << 10);
    }

    /**
     * Begins a file. What has the name already stays until the new one is whole. Throws {@link
     * ArchiveRefusedException} if something else than a file has the name, or nothing can be
     * written there.
     */
    public static WholeFile at(Path file) {
        return begin(file);
    }

    /** Begins a file that nobody but its owner may ever read; else the same as {@link #at}. */
    public static WholeFile closedAt(Path file) {
        return begin(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static WholeFile begin(Path file, FileAttribute<?>... attributes) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new ArchiveRefusedException(new ArchiveRefusal.NotToBeReplaced(file));
            }
            // A link stays one: what it names is replaced.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
            String name = "." + target.getFileName() + MARK;
            removeLeft(folder, name);
            Path part = folder.resolve(name + ProcessHandle.current().pid() + END);
            return new WholeFile(target, part, attributes);
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unwritable(file, LineFile.reason(e)));
        }
    }

    private static void removeLeft(Path folder, String name) throws IOException {
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(
                        folder, path -> String.valueOf(path.getFileName()).startsWith(name))) {
            for (Path left : parts) {
                if (isOfTheDead(String.valueOf(left.getFileName()).substring(name.length()))) {
                    Files.deleteIfExists(left);
                }
            }
        }
    }

    private static boolean isOfTheDead(String rest) {
        if (!rest.matches("\\d{1,18}" + END.replace(".", "\\."))) {
            return false;
        }
        long pid = Long.parseLong(rest.substring(0, rest.length() - END.length()));
        return ProcessHandle.of(pid).isEmpty();
    }

    /** Where to write what is in it; not to be closed. */
    public OutputStream out() {
        return out;
    }

    /** The same, for what is written in large pieces or out of order; instead of {@link #out}. */
    public FileChannel channel() {
        return channel;
    }

    /** Gives the file its name, once all of it is safely on the disk. Nothing may follow. */
    public void finish() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Files.move(
                part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        finished.set(true);
        Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException notHere) {
            // Not every system lets a folder be opened; the file is whole all the same.
        }
    }

    /** Removes what is not finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!finished.get()) {
            Files.deleteIfExists(part);
        }
    }
}
