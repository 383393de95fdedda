package org.commonwatch.cli.requests;

import org.commonwatch.cli.client.Client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists that a server answers in pages, read whole. */
final class Pages {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Pages() {}

    /** One object with all that the pages have under a name. */
    static JsonNode read(Client client, String question, String name) {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode items = all.putArray(name);
        String cursor = "";
        do {
            JsonNode page = client.get(question + cursor);
            page.path(name).forEach(items::add);
            String next = page.path("next").asString("");
            cursor =
                    next.isEmpty()
                            ? ""
                            : (question.contains("?") ? "&" : "?")
                                    + "cursor="
                                    + Client.encoded(next);
        } while (!cursor.isEmpty());
        return all;
    }
}
