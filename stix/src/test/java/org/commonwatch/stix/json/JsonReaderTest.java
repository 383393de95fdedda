package org.commonwatch.stix.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.RefusedException;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class JsonReaderTest {
    private final JsonReader reader = new JsonReader();

    @Test
    void whatIsReadIsPrintedInTheSameOrderAndLetters() {
        String text =
                "{\"b\":[1.50,-0,1E+2,true,false,null],\"a\":{},"
                        + "\"\":\"\\\"\\\\\\n\\u0001ä€😀\",\"c\":[]}";
        assertThat(reader.read(text)).hasToString(text);
        assertThat(reader.read(JsonPrinter.pretty(reader.read(text)))).isEqualTo(reader.read(text));
        assertThat(reader.read("\"\\ud83d\\ude00\\/\"")).isEqualTo(new JsonString("😀/"));
    }

    @Test
    void valuesAreEqualIfTheyMeanTheSame() {
        assertThat(reader.read("{\"a\":1,\"b\":[2.0]}"))
                .isEqualTo(reader.read("{\"b\":[20e-1],\"a\":1.0}"))
                .hasSameHashCodeAs(reader.read("{\"b\":[20e-1],\"a\":1.0}"))
                .isNotEqualTo(reader.read("{\"b\":[2.0],\"a\":1.1}"))
                .isNotEqualTo(reader.read("{\"b\":[2.0],\"c\":1}"));
    }

    @Test
    void whatTwoReadersCouldTakeForTwoThingsIsRefusedWithItsPlace() {
        refuses(
                "{\"a\":1,\n \"b\":{\"c\":1,\"c\":2}}",
                "two members called 'c'",
                "line 2, column 6");
        refuses("[NaN]", "Non-standard token 'NaN'", "column 5");
        refuses("[-Infinity]", "Non-standard token", "byte 10");
        refuses("[1,\"ä\\ud800\"]", "half a character", "column 4, byte 3");
        refuses("\"\\udc00\\ud800\"", "half a character", "column 1");
        refuses("\uFEFF{}", "byte order mark", "byte 0");
        refuses("{} {}", "Something follows", "column 4");
        refuses("", "There is no value", "byte 0");
        refuses("{\"a\":", "ends too early", "column 6");
        refuses("{\"a\"", "ends too early", "column 5");
        refuses("[1,]", "expected a value", "column 4");
        refuses("{\"a\":1,}", "double-quote to start property name", "column 8");
        refuses("[01]", "Leading zeroes not allowed", "column 3");
        refuses("[1.]", "not followed by a digit", "column 4");
        refuses("[\"a\nb\"]", "Illegal unquoted character", "column 4");
        refuses("[\"\\x\"]", "Unrecognized character escape", "column 4");
        refuses("[\"abc", "ends too early", "column 6");
        refuses("tru", "Unrecognized token 'tru'", "column 1");
        assertThatThrownBy(() -> reader.read("[\"ä\uD800\"]"))
                .hasMessageContaining("half a character (line 1, column 4, byte 4)");
        assertThatThrownBy(() -> reader.read(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void limitsAreTakenAndOneMoreIsRefused() {
        int depth = JsonReader.DEPTH_LIMIT;
        reader.read("[".repeat(depth) + "]".repeat(depth));
        refuses("[".repeat(depth + 1) + "]".repeat(depth + 1), "nested more than", "byte 65");
        refuses("[".repeat(100_000), "nested more than", "byte 65");
        String longest = "1".repeat(JsonReader.NUMBER_LENGTH_LIMIT);
        assertThat(reader.read(longest)).isEqualTo(new JsonNumber(longest));
        refuses(longest + "1", "more than 1000 characters", "byte 1001");
        byte[] full = new byte[JsonReader.SIZE_LIMIT + 1];
        Arrays.fill(full, (byte) ' ');
        full[0] = '0';
        assertThat(reader.read(full, 0, JsonReader.SIZE_LIMIT)).hasToString("0");
        assertThatThrownBy(() -> reader.read(full)).hasMessageContaining("longer than");
    }

    @Test
    void objectsOfManyMembersFindTheirsToo() {
        StringBuilder text = new StringBuilder("{\"n0\":0");
        for (int i = 1; i < 1000; i++) {
            text.append(",\"n").append(i).append("\":").append(i);
        }
        var object = (JsonObject) reader.read(text + "}");
        assertThat(object.get("n999")).isEqualTo(JsonNumber.of(999));
        assertThat(object.get("n1000")).isNull();
        refuses(text + ",\"n500\":1}", "two members called 'n500'", "byte 0");
    }

    private void refuses(String text, String problem, String place) {
        assertThatThrownBy(() -> reader.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(place);
    }
}
