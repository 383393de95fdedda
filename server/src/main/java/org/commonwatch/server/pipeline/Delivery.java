package org.commonwatch.server.pipeline;

import org.commonwatch.archive.LineFile;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.LimitedInput;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Chunker;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One delivery of a sensor: lines, plain or as gzip, read once. Its id is the sender's, or else the
 * SHA-256 of the bytes as they came.
 */
public final class Delivery {
    /** A delivery has no more bytes than this on its way. */
    public static final int BYTES_LIMIT = 64 << 20;

    /** A delivery has no more bytes than this when unpacked. */
    public static final int UNPACKED_LIMIT = 1 << 30;

    /** A delivery is read within this time, or it makes way for others. */
    public static final Duration TIME_LIMIT = Duration.ofMinutes(1);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int BLOCK = 64 << 10;

    /**
     * What a sensor is told when its delivery is safe: from then on nothing that befalls the server
     * undoes it. Lines = counted + context + skipped + rejected.
     *
     * @param segment id of the delivery
     * @param repeated whether it had been counted before, so that this time changed nothing
     * @param firstRejected the first lines that could not be read; of a repeated delivery, none
     */
    public record Receipt(
            String segment,
            String sensor,
            long lines,
            long counted,
            long context,
            long skipped,
            long rejected,
            boolean repeated,
            List<Rejected> firstRejected) {
        /** No more rejected lines are told in a receipt. */
        public static final int REJECTED_LIMIT = 20;

        /**
         * A line that could not be read.
         *
         * @param line its number in the delivery, from 1
         * @param offset bytes of the unpacked delivery before it
         */
        public record Rejected(long line, long offset, String reason) {}
    }

    private final DigestInputStream body;
    private final Optional<String> id;
    private final MessageDigest sha256;

    /** Nothing is read before {@link #chunks}. */
    public Delivery(InputStream body, Optional<String> id) {
        this(body, id, TIME_LIMIT);
    }

    Delivery(InputStream body, Optional<String> id, Duration timeLimit) {
        id.filter(text -> !ID.matcher(text).matches())
                .ifPresent(text -> {
                    throw new ProblemException(
                            new Problem.Malformed(
                                    "The segment id is not one.",
                                    "Use 1 to 128 letters, digits, dots, colons, hyphens"
                                            + " and underscores, or give none."));
                });
        this.sha256 = sha256();
        this.body =
                new DigestInputStream(
                        new LimitedInput(body, "A delivery", BYTES_LIMIT, timeLimit), sha256);
        this.id = id;
    }

    /** Reads it all, cut into chunks of whole lines. */
    void chunks(Consumer<Chunk> each) throws IOException {
        Chunker chunker = new Chunker(each);
        try (InputStream lines =
                new LimitedInput(
                        LineFile.unpacked("the delivery", body),
                        "An unpacked delivery",
                        UNPACKED_LIMIT,
                        TIME_LIMIT)) {
            byte[] block = new byte[BLOCK];
            for (int count = lines.read(block); count >= 0; count = lines.read(block)) {
                chunker.accept(block, 0, count);
            }
        }
        chunker.finish();
    }

    /** SHA-256 of the bytes as they came, in hexadecimal, once they are read. */
    String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    /** The id, once the bytes are read. */
    String id() {
        return id.orElseGet(this::digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
