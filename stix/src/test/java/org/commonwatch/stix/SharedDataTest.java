package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.CanonicalJson;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Published objects and ids, where the data for development is at hand. */
class SharedDataTest {
    private static final Path DATA =
            Path.of(System.getProperty("house")).resolve("../shared/data/stix");

    private final JsonReader json = new JsonReader();

    @Test
    void everyDeterministicIdIsAsPublished() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the data for development is elsewhere");
        List<String> cases = Files.readAllLines(DATA.resolve("corpora/sco_ids.jsonl"));
        assertThat(cases).hasSize(197);
        for (String line : cases) {
            if (json.read(line) instanceof JsonObject given
                    && given.get("object") instanceof JsonObject object
                    && given.get("id") instanceof JsonString id) {
                assertThat(ObservableIds.of(object))
                        .as(line)
                        .hasValueSatisfying(own -> assertThat(own).hasToString(id.value()));
            } else {
                throw new AssertionError(line);
            }
        }
    }

    @Test
    void everyPublishedObjectIsWrittenAgainAsItWas() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the data for development is elsewhere");
        long[] objects = {0};
        for (String folder :
                List.of("spec-examples", "stix-examples", "interop-dev", "attack", "taxii")) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(DATA.resolve(folder))) {
                files =
                        all.filter(file -> file.toString().matches(".*\\.jsonl?"))
                                .sorted()
                                .toList();
            }
            assertThat(files).as(folder).isNotEmpty();
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                BundleReader reader =
                        new BundleReader(entry -> {
                            objects[0]++;
                            check(file, bytes, entry);
                        });
                for (int from = 0; from < bytes.length; from += 1000) {
                    reader.take(bytes, from, Math.min(bytes.length, from + 1000));
                }
                reader.end();
            }
        }
        assertThat(objects[0]).isGreaterThan(2_000);
    }

    private void check(Path file, byte[] bytes, Entry entry) {
        if (!(entry instanceof Entry.Value value)) {
            throw new AssertionError(file + ": " + entry);
        }
        int from = (int) value.place().offset();
        assertThat(value.bytes())
                .isEqualTo(Arrays.copyOfRange(bytes, from, from + value.bytes().length));
        Json object = value.json();
        // The bytes thrown away, what is printed says the same.
        assertThat(json.read(JsonPrinter.compact(object))).isEqualTo(object);
        assertThat(json.read(JsonPrinter.pretty(object))).isEqualTo(object);
        assertThat(json.read(CanonicalJson.of(object))).isEqualTo(object);
        if (object instanceof JsonObject properties && properties.get("id") != null) {
            named(properties, value.bytes());
        }
    }

    // Some published objects have ids that are none, or are of STIX 2.0; they are refused by name.
    private static void named(JsonObject properties, byte[] bytes) {
        try {
            StixObject own = StixObject.of(properties, bytes);
            assertThat(own.bytes()).isEqualTo(bytes);
            assertThat(StixObject.of(own.properties()).properties()).isEqualTo(properties);
            Content.of(own);
        } catch (RefusedException refused) {
            assertThat(refused.refusal())
                    .isInstanceOfAny(Refusal.NotAnId.class, Refusal.NotAsSpecified.class);
        }
    }
}
