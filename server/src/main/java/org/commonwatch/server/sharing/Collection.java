package org.commonwatch.server.sharing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The collections that every reader is offered; what each finds in them is another matter. */
public enum Collection {
    INDICATORS(
            "3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1",
            "Indicators",
            "What parties say is malicious.",
            "indicator"),
    SIGHTINGS(
            "9b1b7f52-6c0e-4c2e-8d0b-0e4f7a9d2c35",
            "Sightings",
            "How often sensors saw an indicator, by the hour.",
            "sighting"),
    CAMPAIGNS(
            "c2a4e8d7-1f3b-4b6a-9e21-7d5c3b8a6f40",
            "Campaigns",
            "What analysts say belongs together; empty until one does.",
            "campaign");

    private final UUID id;
    private final String title;
    private final String description;
    private final String type;

    Collection(String id, String title, String description, String type) {
        this.id = UUID.fromString(id);
        this.title = title;
        this.description = description;
        this.type = type;
    }

    /** Finds a collection by its id. */
    public static Optional<Collection> of(String id) {
        return Stream.of(values()).filter(each -> each.id.toString().equals(id)).findFirst();
    }

    /** Its name in addresses. */
    public UUID id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    List<String> types() {
        return List.of(type);
    }
}
