package org.commonwatch.cli.demo;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one party reads of the sightings over TAXII, all pages.
 *
 * @param sightings how many objects
 * @param seen the sum of their counts
 * @param windows sums of counts by indicator and first instant, to compare
 */
public record TaxiiReading(long sightings, long seen, Map<String, Long> windows) {
    private static final int PAGE = 1_000;

    /** Where the sightings of a body are read. */
    public static String sightings(BodyId body) {
        return "/" + body + "/collections/sightings/objects/";
    }

    /** Reads all of them. */
    public static TaxiiReading of(Client client, BodyId body) {
        Map<String, Long> windows = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        long seen = 0;
        String next = "";
        do {
            JsonNode page = Client.json(client.getTaxii(sightings(body) + "?limit=" + PAGE + next));
            int before = ids.size();
            for (JsonNode object : page.path("objects")) {
                long count = object.path("count").asLong();
                String window =
                        object.path("sighting_of_ref").asString()
                                + " "
                                + object.path("first_seen").asString();
                windows.merge(window, count, Long::sum);
                ids.add(object.path("id").asString());
                seen += count;
            }
            String cursor = page.path("next").asString("");
            if (!cursor.isEmpty() && ids.size() == before) {
                throw new Stop(
                        ExitCode.FAILED,
                        "The server says there is more, but the page brought nothing new.",
                        "This is a defect of Commonwatch; please report it.");
            }
            next = cursor.isEmpty() ? "" : "&next=" + Client.encoded(cursor);
        } while (!next.isEmpty());
        return new TaxiiReading(ids.size(), seen, windows);
    }
}
