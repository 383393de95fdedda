package org.commonwatch.benchmarks;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Reading indicators and checking them; an operation is one indicator of about 1,000 bytes. */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ValidationBenchmark {
    private static final int INDICATORS = 1 << 10;
    private static final String[] PATTERNS = {
        "[ipv4-addr:value = '198.18.%d.%d']",
        "[domain-name:value = 'www%d.host%d.example']",
        "[url:value = 'https://www%d.example/path/%d?q=1']",
        "[file:hashes.'SHA-256' = '%032x%032x']",
        "[ipv4-addr:value = '198.18.%d.1' OR ipv4-addr:value = '198.19.%d.1']",
    };

    private final byte[][] texts = new byte[INDICATORS][];
    private final JsonReader reader = new JsonReader();
    private final Validator validator = new Validator(Options.USUAL);

    /** Makes the indicators, all of them valid and without a warning. */
    @Setup
    public void make() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < INDICATORS; i++) {
            String pattern =
                    String.format(
                            Locale.ROOT,
                            PATTERNS[i % PATTERNS.length],
                            random.nextInt(256),
                            random.nextInt(256));
            texts[i] = text(pattern, random).getBytes(StandardCharsets.UTF_8);
        }
        if (validated() != 0) {
            throw new IllegalStateException("an indicator is not strictly valid");
        }
    }

    private static String text(String pattern, SplittableRandom random) {
        return """
        {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created_by_ref":\
        "identity--%s","created":"2020-01-20T12:34:56.789Z","modified":\
        "2020-01-21T12:34:56.789Z","revoked":false,"labels":["one","two"],"confidence":75,\
        "lang":"en","external_references":[{"source_name":"example","description":\
        "Where it was first told of.","external_id":"EX-1"}],"object_marking_refs":\
        ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"],"name":\
        "Host of a botnet","description":"Hosts that were seen to scan many others within a \
        short time, and answer on the same port.","indicator_types":["malicious-activity",\
        "compromised"],"pattern":"%s","pattern_type":"stix","pattern_version":"2.1",\
        "valid_from":"2020-01-20T12:34:56.789Z","valid_until":"2020-07-20T12:34:56.789Z",\
        "kill_chain_phases":[{"kill_chain_name":"example","phase_name":"reconnaissance"}]}\
        """
                .formatted(uuid(random), uuid(random), pattern);
    }

    private static String uuid(SplittableRandom random) {
        String hex = String.format("%016x%016x", random.nextLong(), random.nextLong());
        return hex.substring(0, 8)
                + "-"
                + hex.substring(8, 12)
                + "-4"
                + hex.substring(13, 16)
                + "-a"
                + hex.substring(17, 20)
                + "-"
                + hex.substring(20);
    }

    /** Reads each into a tree. */
    @Benchmark
    @OperationsPerInvocation(INDICATORS)
    public int read() {
        int members = 0;
        for (byte[] text : texts) {
            members += ((JsonObject) reader.read(text)).size();
        }
        return members;
    }

    /** Reads each and checks it. */
    @Benchmark
    @OperationsPerInvocation(INDICATORS)
    public int validated() {
        int findings = 0;
        for (byte[] text : texts) {
            findings += validator.validate(reader.read(text)).findings().size();
        }
        return findings;
    }

    /** The published schemas, in the folder that {@code -Dschemas} names. */
    @State(Scope.Thread)
    public static class Peer {
        private static final String BASE =
                "http://raw.githubusercontent.com/oasis-open/"
                        + "cti-stix2-json-schemas/stix2.1/schemas/";

        private final Schema schema =
                SchemaRegistry.withDefaultDialect(
                                SpecificationVersion.DRAFT_2020_12,
                                builder -> builder.schemas(Peer::text))
                        .getSchema(SchemaLocation.of(BASE + "sdos/indicator.json"));

        private static String text(String iri) {
            Path folder = Path.of(System.getProperty("schemas", "schemas"));
            try {
                return Files.readString(folder.resolve(iri.substring(BASE.length())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads each and checks it against the published schema of indicators alone. */
    @Benchmark
    @OperationsPerInvocation(INDICATORS)
    public int bySchema(Peer peer) {
        int errors = 0;
        for (byte[] text : texts) {
            String json = new String(text, StandardCharsets.UTF_8);
            errors += peer.schema.validate(json, InputFormat.JSON).size();
        }
        return errors;
    }
}
