package org.commonwatch.stix;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes STIX objects: the common properties first, in the order of STIX 2.1 §3.2. */
final class StixJson {
    private static final JsonFactory JSON = new JsonFactory();
    // STIX 2.1 §2.13 wants at least milliseconds for created and modified.
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** The properties of one object after the common ones. */
    @FunctionalInterface
    interface Properties {
        void write(JsonGenerator json);
    }

    /** What every object of ours says about itself. */
    record Common(StixId id, StixId createdBy, Instant created, Instant modified, Tlp tlp) {}

    private StixJson() {}

    static StixObject write(Common common, Properties properties) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("type", common.id().type());
            json.writeStringProperty("spec_version", "2.1");
            json.writeStringProperty("id", common.id().toString());
            json.writeStringProperty("created_by_ref", common.createdBy().toString());
            json.writeStringProperty("created", time(common.created()));
            json.writeStringProperty("modified", time(common.modified()));
            json.writeArrayPropertyStart("object_marking_refs");
            json.writeString(common.tlp().marking().toString());
            json.writeEndArray();
            properties.write(json);
            json.writeEndObject();
        }
        return new StixObject(common.id(), common.modified(), text.toString());
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
