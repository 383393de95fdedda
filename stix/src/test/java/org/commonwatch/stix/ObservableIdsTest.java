package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.junit.jupiter.api.Test;

class ObservableIdsTest {
    @Test
    void theSpecificationsAddressHasItsId() {
        assertThat(id("{\"type\":\"ipv4-addr\",\"value\":\"198.51.100.3\"}"))
                .isEqualTo("ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4");
    }

    @Test
    void onlyTheFirstHashCounts() {
        String md5 = "\"MD5\":\"3773a88f65a5e780c8dff9cdc3a056f3\"";
        String sha1 = "\"SHA-1\":\"cac35ec206d868b7d7cb0b55f31d9425b075082b\"";
        assertThat(id("{\"type\":\"file\",\"hashes\":{" + sha1 + "," + md5 + "}}"))
                .isEqualTo(id("{\"type\":\"file\",\"hashes\":{" + md5 + "},\"size\":7}"))
                .isNotEqualTo(id("{\"type\":\"file\",\"hashes\":{" + sha1 + "}}"));
        assertThat(id("{\"type\":\"file\",\"hashes\":{\"TLSH\":\"a\",\"SSDEEP\":\"b\"}}"))
                .isEqualTo(id("{\"type\":\"file\",\"hashes\":{\"SSDEEP\":\"b\",\"TLSH\":\"c\"}}"));
    }

    @Test
    void whatNothingTellsFromOthersHasNoSuchId() {
        assertThat(id("{\"type\":\"process\",\"pid\":1}")).isEqualTo("none");
        assertThat(id("{\"type\":\"file\",\"size\":1}")).isEqualTo("none");
        assertThat(id("{\"type\":\"x-own\",\"value\":1}")).isEqualTo("none");
        assertThat(id("{\"value\":1}")).isEqualTo("none");
    }

    private static String id(String object) {
        return ObservableIds.of((JsonObject) new JsonReader().read(object))
                .map(StixId::toString)
                .orElse("none");
    }
}
