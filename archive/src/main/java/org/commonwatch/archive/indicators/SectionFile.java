package org.commonwatch.archive.indicators;

import org.commonwatch.telemetry.matching.SectionReader;
import org.commonwatch.telemetry.matching.SectionWriter;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

/** Named arrays in a file, each with a checksum. */
final class SectionFile {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int ALIGNED = 8;

    private SectionFile() {}

    /** Arrays of what; its number is the one in the file, and its bytes are those of one value. */
    private enum Sort {
        BYTES(1),
        INTS(4),
        LONGS(8);

        private final int bytes;

        Sort(int bytes) {
            this.bytes = bytes;
        }

        static Sort of(Object array) {
            return switch (array) {
                case byte[] ignored -> BYTES;
                case int[] ignored -> INTS;
                default -> LONGS;
            };
        }

        Object array(int length) {
            return switch (this) {
                case BYTES -> new byte[length];
                case INTS -> new int[length];
                case LONGS -> new long[length];
            };
        }
    }

    /** Where a section is. */
    private record Place(String name, Sort sort, int length, long offset, int checksum) {
        long bytes() {
            return (long) length * sort.bytes;
        }

        long end() {
            return offset + bytes();
        }
    }

    /** Says that a file is not as it was written. */
    static final class Damage extends IOException {
        private static final long serialVersionUID = 1;

        private final String what;

        Damage(String what) {
            super(what);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    /** So many bytes from a place of the file on, or as many as there are, little-endian. */
    static ByteBuffer read(FileChannel file, long offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, offset + bytes.position());
        }
        return bytes.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate());
        return (int) sum.getValue();
    }

    private static long aligned(long offset) {
        return (offset + ALIGNED - 1) / ALIGNED * ALIGNED;
    }

    /** Copies part of an array into a buffer, or out of it. */
    private static void copy(Object array, int from, int count, ByteBuffer bytes, boolean out) {
        switch (array) {
            case byte[] values -> {
                if (out) {
                    bytes.get(values, from, count);
                } else {
                    bytes.put(values, from, count);
                }
            }
            case int[] values -> {
                if (out) {
                    bytes.asIntBuffer().get(values, from, count);
                } else {
                    bytes.asIntBuffer().put(values, from, count);
                }
            }
            case long[] values -> {
                if (out) {
                    bytes.asLongBuffer().get(values, from, count);
                } else {
                    bytes.asLongBuffer().put(values, from, count);
                }
            }
            default -> throw new IllegalStateException("no array of numbers");
        }
    }

    /** Collects sections, and writes them all. */
    static final class Writer implements SectionWriter {
        private final Map<String, Object> arrays = new LinkedHashMap<>();

        @Override
        public void put(String name, long[] values) {
            arrays.put(name, values);
        }

        @Override
        public void put(String name, int[] values) {
            arrays.put(name, values);
        }

        @Override
        public void put(String name, byte[] values) {
            arrays.put(name, values);
        }

        void writeTo(FileChannel file) throws IOException {
            int tableBytes = 0;
            for (String name : arrays.keySet()) {
                tableBytes += Reader.ENTRY_BYTES + name.getBytes(StandardCharsets.UTF_8).length;
            }
            long offset = aligned(IndexFile.HEADER_BYTES + tableBytes);
            ByteBuffer table = ByteBuffer.allocate(tableBytes).order(ByteOrder.LITTLE_ENDIAN);
            for (Map.Entry<String, Object> entry : arrays.entrySet()) {
                Object array = entry.getValue();
                int length = Array.getLength(array);
                Sort sort = Sort.of(array);
                byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
                table.putShort((short) name.length).put(name).put((byte) sort.bytes);
                table.putInt(length).putLong(offset);
                table.putInt(write(file, offset, array, length));
                offset = aligned(offset + (long) length * sort.bytes);
            }
            table.flip();
            ByteBuffer header =
                    ByteBuffer.allocate(IndexFile.HEADER_BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .put(IndexFile.MAGIC)
                            .putInt(IndexFile.VERSION)
                            .putInt(tableBytes)
                            .putInt(checksum(table))
                            .flip();
            writeAll(file, header, 0);
            writeAll(file, table, IndexFile.HEADER_BYTES);
        }

        private static int write(FileChannel file, long offset, Object array, int length)
                throws IOException {
            ByteBuffer block =
                    ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            CRC32C sum = new CRC32C();
            int bytes = Sort.of(array).bytes;
            int most = BLOCK_BYTES / bytes;
            for (int from = 0; from < length; from += most) {
                int count = Math.min(most, length - from);
                block.clear();
                copy(array, from, count, block, false);
                block.position(0).limit(count * bytes);
                sum.update(block.duplicate());
                writeAll(file, block, offset + (long) from * bytes);
            }
            return (int) sum.getValue();
        }

        private static void writeAll(FileChannel file, ByteBuffer bytes, long offset)
                throws IOException {
            long at = offset;
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
        }
    }

    /** Sections in memory. */
    static final class Reader implements SectionReader {
        /** Of an entry in the table, without its name. */
        static final int ENTRY_BYTES = 2 + 1 + 4 + 8 + 4;

        private static final int THREADS = 2;

        private final Map<String, Object> arrays;

        private Reader(Map<String, Object> arrays) {
            this.arrays = arrays;
        }

        /** Reads every section of the table, on several threads. */
        static Reader of(FileChannel file, ByteBuffer table, int tableBytes, int tableChecksum)
                throws IOException {
            if (table.remaining() < tableBytes || checksum(table) != tableChecksum) {
                throw new Damage("its table of sections is not what was written");
            }
            List<Place> places = places(table);
            long end = (long) IndexFile.HEADER_BYTES + tableBytes;
            for (Place place : places) {
                boolean isThere = place.length == 0 || place.end() <= file.size();
                if (place.offset < end || !isThere) {
                    throw new Damage("it is cut off before the end of " + place.name);
                }
                end = place.end();
            }
            if (aligned(end) < file.size()) {
                throw new Damage("there is more after its end");
            }
            return new Reader(arrays(file, places));
        }

        private static List<Place> places(ByteBuffer table) throws Damage {
            List<Place> places = new ArrayList<>();
            while (table.hasRemaining()) {
                int nameBytes = table.remaining() < 2 ? Short.MAX_VALUE : table.getShort();
                if (nameBytes < 0 || table.remaining() < ENTRY_BYTES - 2 + nameBytes) {
                    throw new Damage("its table of sections breaks off");
                }
                byte[] name = new byte[nameBytes];
                table.get(name);
                Sort sort =
                        switch (table.get()) {
                            case 1 -> Sort.BYTES;
                            case 4 -> Sort.INTS;
                            case 8 -> Sort.LONGS;
                            default -> throw new Damage("a section is of no known sort");
                        };
                int length = table.getInt();
                if (length < 0) {
                    throw new Damage("a section has fewer than no values");
                }
                places.add(
                        new Place(
                                new String(name, StandardCharsets.UTF_8),
                                sort,
                                length,
                                table.getLong(),
                                table.getInt()));
            }
            return places;
        }

        private static Map<String, Object> arrays(FileChannel file, List<Place> places)
                throws IOException {
            Map<String, Object> arrays = new ConcurrentHashMap<>();
            List<Future<?>> reading = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                // The largest first, so that no thread is left with it at the end.
                places.sort((one, other) -> Long.compare(other.bytes(), one.bytes()));
                for (Place place : places) {
                    reading.add(
                            threads.submit(() -> {
                                arrays.put(place.name, array(file, place));
                                return null;
                            }));
                }
                for (Future<?> each : reading) {
                    each.get();
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException broken) {
                    throw broken;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new Damage("reading was stopped");
            }
            return new HashMap<>(arrays);
        }

        private static Object array(FileChannel file, Place place) throws IOException {
            Object array = place.sort.array(place.length);
            ByteBuffer block =
                    ByteBuffer.allocateDirect(Math.clamp(place.bytes(), 8, BLOCK_BYTES))
                            .order(ByteOrder.LITTLE_ENDIAN);
            CRC32C sum = new CRC32C();
            int bytes = place.sort.bytes;
            int most = BLOCK_BYTES / bytes;
            for (int from = 0; from < place.length; from += most) {
                int count = Math.min(most, place.length - from);
                block.clear().limit(count * bytes);
                long offset = place.offset + (long) from * bytes;
                while (block.hasRemaining()) {
                    if (file.read(block, offset + block.position()) < 0) {
                        throw new Damage("it is cut off within " + place.name);
                    }
                }
                block.flip();
                sum.update(block.duplicate());
                copy(array, from, count, block, true);
            }
            if ((int) sum.getValue() != place.checksum) {
                throw new Damage("the section " + place.name + " is not what was written");
            }
            return array;
        }

        @Override
        public long[] longs(String name) {
            if (arrays.get(name) instanceof long[] values) {
                return values;
            }
            throw missing(name);
        }

        @Override
        public int[] ints(String name) {
            if (arrays.get(name) instanceof int[] values) {
                return values;
            }
            throw missing(name);
        }

        @Override
        public byte[] bytes(String name) {
            if (arrays.get(name) instanceof byte[] values) {
                return values;
            }
            throw missing(name);
        }

        private static IllegalArgumentException missing(String name) {
            return new IllegalArgumentException("there is no section " + name);
        }
    }
}
