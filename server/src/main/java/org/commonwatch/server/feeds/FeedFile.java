package org.commonwatch.server.feeds;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A feed while it is made: a file that nobody else sees, gone when it is closed. */
final class FeedFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final MessageDigest sha256;
    private final OutputStream out;

    private FeedFile(Path path, FileChannel channel, MessageDigest sha256) {
        this.path = path;
        this.channel = channel;
        this.sha256 = sha256;
        this.out =
                new BufferedOutputStream(
                        new DigestOutputStream(Channels.newOutputStream(channel), sha256));
    }

    static FeedFile open() throws IOException {
        Path path = Files.createTempFile("feed", ".part");
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new FeedFile(path, channel, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digest of all that was added, which is then complete. */
    String digest() throws IOException {
        out.flush();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    }

    /** Writes over what is at a place. */
    void put(int at, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), at);
    }

    long size() throws IOException {
        return channel.size();
    }

    void copyTo(OutputStream to) throws IOException {
        channel.position(0);
        Channels.newInputStream(channel).transferTo(to);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
