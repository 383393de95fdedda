package org.commonwatch.server.pipeline;

import org.commonwatch.archive.LineFile;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.LimitedInput;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Chunker;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One delivery of a sensor: lines of any known format, plain, gzip or zstd, read once. Its id is
 * the sender's, or else the SHA-256 of the lines, however they are packed.
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

    /**
     * What the lines do not say themselves.
     *
     * @param format what they are of; without one, the first of them tell
     * @param year of times that name none
     */
    public record Form(Optional<Dialect> format, int year) {}

    /**
     * A stretch of a partition of a Kafka topic.
     *
     * @param from offset of its first record
     * @param next offset after its last
     */
    public record Offsets(String cluster, String topic, int partition, long from, long next) {}

    private final CountedInput body;
    private final Name name;
    private final Form form;
    private final MessageDigest sha256;

    /** Nothing is read before {@link #chunks}. */
    public Delivery(InputStream body, Optional<String> id, Form form) {
        this(body, id, form, TIME_LIMIT);
    }

    Delivery(InputStream body, Optional<String> id, Form form, Duration timeLimit) {
        this(new LimitedInput(body, "A delivery", BYTES_LIMIT, timeLimit), new Name.Id(id), form);
        id.filter(text -> !ID.matcher(text).matches())
                .ifPresent(text -> {
                    throw new ProblemException(
                            new Problem.Malformed(
                                    "The segment id is not one.",
                                    "Use 1 to 128 letters, digits, dots, colons, hyphens"
                                            + " and underscores, or give none."));
                });
    }

    /** By what a delivery is told from others. */
    private sealed interface Name {
        /** The sender's id, or else the digest. */
        record Id(Optional<String> id) implements Name {}

        /** Where it stands in a partition. */
        record At(Offsets offsets) implements Name {}

        /** Nothing at all. */
        record None() implements Name {}
    }

    private Delivery(InputStream body, Name name, Form form) {
        this.sha256 = sha256();
        this.body = new CountedInput(body);
        this.name = name;
        this.form = form;
    }

    /** Records of Kafka, known by their offsets. */
    public static Delivery of(Offsets offsets, byte[] lines, Form form) {
        return new Delivery(new ByteArrayInputStream(lines), new Name.At(offsets), form);
    }

    /** Lines that are known by nothing: the same again count again. */
    public static Delivery unnumbered(byte[] lines, Form form) {
        return new Delivery(new ByteArrayInputStream(lines), new Name.None(), form);
    }

    /** By what it is known before it is read, if by an id of the sender's. */
    Optional<String> givenId() {
        return name instanceof Name.Id(Optional<String> id) ? id : Optional.empty();
    }

    /** Whether it is known by an id, the sender's or not. */
    boolean hasId() {
        return name instanceof Name.Id;
    }

    /** What it is known by if it comes from Kafka. */
    Optional<Offsets> offsets() {
        return name instanceof Name.At(Offsets offsets) ? Optional.of(offsets) : Optional.empty();
    }

    /** How many bytes were read, as they came. */
    long bytes() {
        return body.count();
    }

    /** Reads it to its end, for nothing but its digest. */
    void pass() throws IOException {
        try (InputStream lines = lines()) {
            lines.transferTo(OutputStream.nullOutputStream());
        }
    }

    private InputStream lines() {
        InputStream unpacked = LineFile.unpacked("the delivery", body);
        return new DigestInputStream(
                new LimitedInput(unpacked, "An unpacked delivery", UNPACKED_LIMIT, TIME_LIMIT),
                sha256);
    }

    /**
     * Reads it all, cut into chunks of whole lines.
     *
     * @param taker is made once it is known what the lines are of
     * @param copy where the lines go besides, as they are
     */
    void chunks(Function<Dialect, Consumer<Chunk>> taker, OutputStream copy) throws IOException {
        try (InputStream lines = lines()) {
            byte[] start = lines.readNBytes(form.format.isPresent() ? 0 : Dialects.SAMPLE_LIMIT);
            Dialect dialect = form.format.orElseGet(() -> Formats.detected(start, options()));
            Chunker chunker = new Chunker(taker.apply(dialect));
            copy.write(start, 0, start.length);
            chunker.accept(start, 0, start.length);
            byte[] block = new byte[BLOCK];
            for (int count = lines.read(block); count >= 0; count = lines.read(block)) {
                copy.write(block, 0, count);
                chunker.accept(block, 0, count);
            }
            chunker.finish();
        }
    }

    /** What its lines do not say. */
    ReadingOptions options() {
        return new ReadingOptions(form.year);
    }

    /** SHA-256 of the lines, in hexadecimal, once they are read. */
    String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    /** The id, the sender's or not, once the bytes are read. */
    String id() {
        return givenId().orElseGet(this::digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
