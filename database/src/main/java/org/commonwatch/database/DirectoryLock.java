package org.commonwatch.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One Commonwatch per directory: a lock the operating system drops when its holder dies, however it
 * dies. The file {@code lock} holds the holder's process id.
 */
public final class DirectoryLock implements AutoCloseable {
    /*
     * POSIX drops all of a process's locks on a file as soon as the process closes any channel to
     * that file (fcntl(2)), so a second attempt in the same process must be refused before it
     * opens one.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int LONGEST_ID = 20;

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Holds the directory, given by its real path, until closed.
     *
     * @throws DatabaseException with {@link DatabaseRefusal.InUse} if another holds it
     */
    public static DirectoryLock hold(Path directory) throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        if (!HELD_HERE.add(directory)) {
            throw inUse(directory, self);
        }
        try {
            return new DirectoryLock(directory, locked(directory, self));
        } catch (Throwable failure) {
            HELD_HERE.remove(directory);
            throw failure;
        }
    }

    private static FileChannel locked(Path directory, String self) throws IOException {
        var channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        Folder.OWNER_READS_AND_WRITES);
        try {
            if (channel.tryLock() == null) {
                throw inUse(directory, read(channel));
            }
            channel.write(StandardCharsets.US_ASCII.encode(self), 0);
            channel.truncate(self.length());
            return channel;
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var id = ByteBuffer.allocate(LONGEST_ID);
        channel.read(id, 0);
        String text = StandardCharsets.US_ASCII.decode(id.flip()).toString();
        return text.isEmpty() ? "unknown" : text;
    }

    private static DatabaseException inUse(Path directory, String process) {
        return new DatabaseException(new DatabaseRefusal.InUse(directory, process));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(directory);
    }
}
