package org.commonwatch.cli.stix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is answered to cases of validity. */
class ValidityAnswersTest {
    private static final String TOOL =
            "{\"type\":\"tool\",\"spec_version\":\"2.1\","
                    + "\"id\":\"tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\","
                    + "\"created\":\"2020-01-01T00:00:00.000Z\","
                    + "\"modified\":\"2020-01-01T00:00:00.000Z\",\"name\":\"n\",\"x_a_b\":1}";

    private static String answer(String instance, String options) throws IOException {
        String line = "{\"case\":1,\"op\":\"validate\",\"instance\":" + instance + options + "}\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Conformance.answer(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String result(String result) {
        return "{\"case\":1,\"result\":\"" + result + "\"}\n";
    }

    @Test
    void validityIsOfTheMustsUnlessItIsToBeStrict() throws IOException {
        assertThat(answer(TOOL, "")).isEqualTo(result("valid"));
        assertThat(answer(TOOL, ",\"options\":{\"strict\":true}")).isEqualTo(result("invalid"));
        assertThat(answer("[]", "")).isEqualTo(result("invalid"));
    }

    @Test
    void optionsSayWhatIsAskedFor() throws IOException {
        String strict = ",\"options\":{\"strict\":true,%s}";
        assertThat(answer(TOOL, strict.formatted("\"disabled\":\"extensions-use,other\"")))
                .isEqualTo(result("valid"));
        assertThat(answer(TOOL, strict.formatted("\"enabled\":\"uuid-check\"")))
                .isEqualTo(result("valid"));
        assertThat(answer(TOOL, strict.formatted("\"enabled\":\"extensions-use\"")))
                .isEqualTo(result("invalid"));
        assertThat(answer(TOOL, ",\"options\":{\"strict_properties\":true}"))
                .isEqualTo(result("invalid"));
        assertThat(answer(TOOL, strict.formatted("\"enabled\":\"other\"")))
                .contains("\"error\"")
                .contains("no such check");
    }
}
