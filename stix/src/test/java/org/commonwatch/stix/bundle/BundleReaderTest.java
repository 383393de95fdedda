package org.commonwatch.stix.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.testkit.Cases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class BundleReaderTest {
    private static final String BUNDLE = "bundle--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";

    /** What a reader handed out, as text. */
    private static final class Found implements BundleReader.Receiver {
        private final List<String> all = new ArrayList<>();

        @Override
        public void begin(@Nullable JsonObject head) {
            all.add("begin " + head);
        }

        @Override
        public void entry(Entry entry) {
            String bytes = new String(entry.bytes(), StandardCharsets.UTF_8);
            all.add(
                    switch (entry) {
                        case Entry.Value value -> value.index() + " " + bytes;
                        case Entry.Broken broken ->
                                broken.index() + " broken: " + broken.refusal().message();
                    });
        }

        @Override
        public void end(@Nullable JsonObject container) {
            all.add("end " + container);
        }
    }

    @Test
    void aBundlesObjectsComeWithTheirBytesAndWhatIsAroundThem() {
        String text =
                """
                {"type": "bundle", "id": "%s",
                 "objects": [ {"a" : 1.0,"b":"]}\\""} , {"c":[[]]}
                ], "x_more":{"objects":[1]} }
                """
                        .formatted(BUNDLE);
        String head = "{\"type\":\"bundle\",\"id\":\"" + BUNDLE + "\",\"objects\":[]";
        assertThat(found(text))
                .containsExactly(
                        "begin " + head + "}",
                        "0 {\"a\" : 1.0,\"b\":\"]}\\\"\"}",
                        "1 {\"c\":[[]]}",
                        "end " + head + ",\"x_more\":{\"objects\":[1]}}");
    }

    @Test
    void envelopesListsLinesAndSingleObjectsAreReadToo() {
        assertThat(found("{\"more\":true,\"objects\":[{}],\"next\":\"x\"}"))
                .containsExactly(
                        "begin {\"more\":true,\"objects\":[]}",
                        "0 {}",
                        "end {\"more\":true,\"objects\":[],\"next\":\"x\"}");
        assertThat(found("[{\"a\":1},7,\"x\",[]]"))
                .containsExactly("begin null", "0 {\"a\":1}", "1 7", "2 \"x\"", "3 []", "end null");
        assertThat(found("{\"type\":\"a\"}\r\n{\"id\":\"b\"}\n\n"))
                .containsExactly("0 {\"type\":\"a\"}", "1 {\"id\":\"b\"}");
        assertThat(found(" {} ")).containsExactly("begin {}", "end {}");
        assertThat(found("{\"type\":\"bundle\"}"))
                .containsExactly("begin {\"type\":\"bundle\"}", "end {\"type\":\"bundle\"}");
        assertThat(found("")).isEmpty();
    }

    @Test
    void onlyAListOfObjectsAtTheFirstLevelOfNoOtherTypeIsOne() {
        String observed = "{\"type\":\"observed-data\",\"objects\":{\"0\":{}}}";
        assertThat(found(observed)).containsExactly("0 " + observed);
        String own = "{\"type\":\"x-own\",\"objects\":[{}]}";
        assertThat(found(own)).containsExactly("0 " + own);
        String deeper = "{\"type\":\"x\",\"a\":{\"objects\":[{}]},\"b\":\"objects\",\"c\":[1]}";
        assertThat(found(deeper)).containsExactly("0 " + deeper);
    }

    @Test
    void oneBrokenObjectCostsNobodyTheOthers() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        List<String> found =
                found(
                        "{\"objects\":[\n{\"a\":1},\n {\"b\":NaN},{\"c\":1,\"c\":1},"
                                + deep
                                + ",{}]}");
        assertThat(found).hasSize(7);
        assertThat(found.get(2)).startsWith("1 broken").contains("line 3, column 10, byte 31");
        assertThat(found.get(3)).startsWith("2 broken").contains("two members called 'c'");
        assertThat(found.get(4)).startsWith("3 broken").contains("nested more than 64");
        assertThat(found.get(5)).isEqualTo("4 {}");
    }

    @Test
    void whereItCannotBeSaidWhereAnObjectEndsTheTextIsRefused() {
        refused("{\"objects\":[{} {}]}", "Instead of a comma", "column 16,");
        refused("{\"objects\":[{},]}", "Instead of an object there is ']'", "column 16,");
        refused("{\"objects\":[{\"a\":\"b}]}", "ends within what begins at", "column 13");
        refused("{\"objects\":[],\n\"objects\":[]}", "two members called 'objects'", "byte 0");
        refused(
                "{\"objects\":[{}],\n\"b\":tru}",
                "Unrecognized token 'tru'",
                "line 2, column 5, byte 21");
        refused("{\"b\":tru,\"objects\":[]}", "Unrecognized token 'tru'", "column 6,");
        refused("\uFEFF{}", "byte order mark", "byte 0");
        refused("{}\nNaN", "Instead of an object or a list", "line 2, column 1,");
        refused("[{}", "ends within", "line 1, column 1,");
    }

    @Test
    void howATextIsCutIntoPiecesDoesNotMatter() {
        Cases.check(random -> {
            byte[] text = anyText(random).getBytes(StandardCharsets.UTF_8);
            List<String> whole = new ArrayList<>();
            List<String> pieces = new ArrayList<>();
            whole.addAll(outcome(text, text.length));
            pieces.addAll(outcome(text, 1 + random.nextInt(5)));
            assertThat(pieces).isEqualTo(whole);
        });
    }

    private static String anyText(RandomGenerator random) {
        String[] parts = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"objects\"",
            "\"type\"",
            "\"bundle\"",
            "\"ä\\\"\"",
            "1",
            "{}",
            "{\"objects\":[",
            "{\"a\":1}",
            "\n",
            "null",
            "\"",
            "]}",
            "{\"type\":\"x\","
        };
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "{\"objects\":[");
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(Cases.any(parts, random));
        }
        return text.toString();
    }

    @Test
    void anObjectBeyondTheLimitIsPassedOverInBoundedMemory() {
        Found found = new Found();
        BundleReader reader = new BundleReader(found);
        feed(reader, "[{\"a\":\"");
        byte[] mebibyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1024; i++) {
            reader.take(mebibyte, 0, mebibyte.length);
        }
        feed(reader, "\"},{\"b\":1}]");
        reader.end();
        assertThat(found.all).hasSize(4);
        assertThat(found.all.get(1))
                .isEqualTo(
                        "0 broken: What begins at line 1, column 2, byte 1 is larger than 16777216"
                                + " bytes.");
        assertThat(found.all.get(2)).isEqualTo("1 {\"b\":1}");
    }

    @Test
    void anObjectAtTheLimitIsKept() {
        String frame = "{\"a\":\"\"}";
        String full = "x".repeat(BundleReader.OBJECT_LIMIT - frame.length());
        assertThat(found("[{\"a\":\"" + full + "\"}]").get(1)).startsWith("0 {");
        assertThat(found("[{\"a\":\"" + full + "x\"}]").get(1)).startsWith("0 broken");
    }

    @Test
    void aBundleOfAGigabyteIsReadObjectByObject() {
        long[] seen = new long[2];
        BundleReader reader =
                new BundleReader(entry -> {
                    seen[0] += entry instanceof Entry.Value ? 1 : 0;
                    seen[1] += entry.bytes().length;
                });
        String object = "{\"type\":\"x-own\",\"text\":\"" + "0123456789".repeat(100_000) + "\"}";
        byte[] bytes = (object + ",").getBytes(StandardCharsets.US_ASCII);
        int objects = (1 << 30) / bytes.length;
        feed(reader, "{\"type\":\"bundle\",\"objects\":[");
        for (int i = 0; i < objects; i++) {
            reader.take(bytes, 0, bytes.length);
        }
        feed(reader, object + "]}");
        reader.end();
        assertThat(seen[0]).isEqualTo(objects + 1);
        assertThat(seen[1]).isEqualTo((long) object.length() * (objects + 1));
    }

    @Test
    void aWrittenBundleIsReadAgain() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BundleWriter writer = new BundleWriter(StixId.parse(BUNDLE), out::writeBytes);
        writer.add("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        writer.add("{\"b\" :2}".getBytes(StandardCharsets.UTF_8));
        writer.end();
        assertThat(found(out.toString(StandardCharsets.UTF_8)))
                .contains("0 {\"a\": 1}", "1 {\"b\" :2}")
                .hasSize(4);
        out.reset();
        new BundleWriter(StixId.parse(BUNDLE), out::writeBytes).end();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("objects");
    }

    private static List<String> found(String text) {
        Found found = new Found();
        BundleReader reader = new BundleReader(found);
        feed(reader, text);
        reader.end();
        return found.all;
    }

    private static List<String> outcome(byte[] text, int each) {
        Found found = new Found();
        BundleReader reader = new BundleReader(found);
        try {
            for (int from = 0; from < text.length; from += each) {
                reader.take(text, from, Math.min(text.length, from + each));
            }
            reader.end();
        } catch (RefusedException e) {
            found.all.add(e.getMessage());
        }
        return found.all;
    }

    private static void feed(BundleReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.take(bytes, 0, bytes.length);
    }

    private static void refused(String text, String problem, String place) {
        assertThatThrownBy(() -> found(text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(place);
    }
}
