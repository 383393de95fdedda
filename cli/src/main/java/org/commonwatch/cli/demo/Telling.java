package org.commonwatch.cli.demo;

import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.telemetry.simulation.world.Campaign;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a holder tells when it has learnt of campaigns, in STIX: indicators of their addresses, the
 * campaigns themselves, and which indicators indicate them.
 *
 * @param told which campaigns and indicators were told of before; those of this are added
 */
record Telling(StixId owner, Tlp marking, Instant now, Set<StixId> told) {
    private static final UUID NAMESPACE = UUID.fromString("6a2f7c1e-0b7d-4f0e-8f3b-2c9d5e1a7b46");
    private static final String SOURCE = "synthetic";

    /** All of it, each object as JSON. */
    List<String> objects(Map<Campaign, List<Observable>> learnt) {
        List<String> objects = new ArrayList<>();
        learnt.forEach((campaign, addresses) -> {
            StixId id = StixId.derived("campaign", NAMESPACE, owner.toString(), campaign.name());
            if (told.add(id)) {
                objects.add(
                        object(id)
                                .put("name", campaign.name())
                                .put("description", "Synthetic: attacks by the same hand.")
                                .toString());
            }
            for (Observable address : addresses) {
                var indicator = new Indicator(owner, address, SOURCE, marking, now);
                if (told.add(indicator.id())) {
                    objects.add(indicator.toStix().text());
                }
                objects.add(indicates(indicator.id(), id).toString());
            }
        });
        return objects;
    }

    private ObjectNode indicates(StixId indicator, StixId campaign) {
        StixId id =
                StixId.derived(
                        "relationship", NAMESPACE, indicator.toString(), campaign.toString());
        return object(id)
                .put("relationship_type", "indicates")
                .put("source_ref", indicator.toString())
                .put("target_ref", campaign.toString());
    }

    private ObjectNode object(StixId id) {
        String time = now.truncatedTo(ChronoUnit.MILLIS).toString();
        ObjectNode object = JsonMapper.shared().createObjectNode();
        object.put("type", id.type())
                .put("spec_version", "2.1")
                .put("id", id.toString())
                .put("created_by_ref", owner.toString())
                .put("created", time)
                .put("modified", time);
        object.putArray("object_marking_refs").add(marking.marking().toString());
        return object;
    }
}
