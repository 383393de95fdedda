package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.server.membership.Collection.Shows;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The collections that a body offers to everybody; what each finds in them is another matter. */
final class Offers {
    private Offers() {}

    static List<Collection> of(BodyId body) {
        return List.of(
                offer(
                        body,
                        "3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1",
                        "Indicators",
                        "What parties say is malicious.",
                        Set.of("indicator")),
                offer(
                        body,
                        "9b1b7f52-6c0e-4c2e-8d0b-0e4f7a9d2c35",
                        "Sightings",
                        "How often sensors saw an indicator, by the hour.",
                        Set.of("sighting")),
                offer(
                        body,
                        "c2a4e8d7-1f3b-4b6a-9e21-7d5c3b8a6f40",
                        "Campaigns",
                        "What analysts say belongs together.",
                        Set.of("campaign")),
                offer(
                        body,
                        "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
                        "All",
                        "All that you may see.",
                        Set.of()));
    }

    private static Collection offer(
            BodyId body, String id, String title, String description, Set<String> types) {
        return new Collection(
                UUID.fromString(id),
                body,
                title,
                description,
                Optional.of(title.toLowerCase(Locale.ROOT)),
                List.of(Collections.STIX),
                new Shows(Charter.INTELLIGENCE, types, ""));
    }
}
