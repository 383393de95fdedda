package org.commonwatch.stix.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a fuzzer starts from, and what one has found before; see {@code benchmarks/fuzz.sh}. */
class FuzzSeedsTest {
    private static final Path SEEDS =
            Path.of(System.getProperty("house")).resolve("stix/src/test/resources/fuzz/bundle");

    // Each a way to get much memory or time for few bytes.
    private static final List<String> MONOTONOUS =
            List.of(
                    "[",
                    "[]",
                    "[],",
                    "[1],",
                    "{",
                    "{},",
                    "{\"a\":",
                    "{\"a\":1},",
                    "1,",
                    "12,",
                    "1",
                    "\"\",",
                    "\"a\",",
                    "\"",
                    "\\\"",
                    "\"\\n",
                    "\\u0061",
                    "\\u00e4",
                    "ä",
                    "\\",
                    " ",
                    "-",
                    "1e",
                    "null,",
                    "\"objects\":[",
                    "{\"objects\":[",
                    ":",
                    "\n");

    // The fixed part: what a reader needs before the first byte.
    private static final long FIXED_BYTES = 64 << 10;

    @Test
    void seedsAreReadAsTheyShouldBe() throws IOException {
        try (Stream<Path> seeds = Files.list(SEEDS)) {
            List<Path> all = seeds.toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path seed : all) {
                BundleFuzz.check(Files.readAllBytes(seed));
            }
        }
    }

    @Test
    void seedsChangedHereAndThereAreReadAsTheyShouldBeToo() throws IOException {
        List<Path> all;
        try (Stream<Path> seeds = Files.list(SEEDS)) {
            all = seeds.sorted().toList();
        }
        Cases.check(
                2_000,
                random -> {
                    byte[] bytes = Files.readAllBytes(all.get(random.nextInt(all.size())));
                    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
                        byte[] some = "{}[]\",:\\0e \n".getBytes(StandardCharsets.US_ASCII);
                        bytes[random.nextInt(bytes.length)] =
                                random.nextBoolean()
                                        ? some[random.nextInt(some.length)]
                                        : (byte) random.nextInt(256);
                    }
                    BundleFuzz.check(bytes);
                });
    }

    @Test
    void aByteCostsBoundedMemoryWhateverItIs() {
        int length = 200_000;
        for (String part : MONOTONOUS) {
            String text = part.repeat(length / part.length());
            for (String whole :
                    List.of(text, "[" + text + "0]", "[\"" + text + "\"]", numbered(part))) {
                byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
                assertThat(allocated(() -> read(bytes)))
                        .as(whole.substring(0, Math.min(40, whole.length())))
                        .isLessThan(FIXED_BYTES + (long) JsonReader.BYTES_PER_BYTE * bytes.length);
            }
        }
    }

    // Members of different names, of which no cache knows any.
    private static String numbered(String part) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            text.append('"').append(Integer.toString(i, 36)).append("\":1,");
        }
        return text + "\"\":[" + part + "0]}";
    }

    private static void read(byte[] bytes) {
        try {
            new JsonReader().read(bytes);
        } catch (RefusedException refused) {
            assertThat(refused.refusal().remedy()).isNotBlank();
        }
    }

    private static long allocated(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.run(); // what is loaded once is not the bytes' cost
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
