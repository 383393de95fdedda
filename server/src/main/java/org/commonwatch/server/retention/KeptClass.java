package org.commonwatch.server.retention;

import java.util.Locale;

/** What is kept, in classes each of which has an age at which it goes. */
public enum KeptClass {
    /** Files of deliveries, by when the last was received. */
    RAW("deliveries as they came"),
    /** Parts of the archive, by the time of the last event. */
    EVENTS("events of the archive"),
    /** By their hour. */
    CELLS("counts by hour"),
    /** Counts by their hour, objects by when they changed last. */
    SIGHTINGS("sightings, and the counts they are made of"),
    /** Of objects, by when they were superseded or taken back. */
    HISTORY("versions of objects that were superseded or taken back"),
    /** By when they were received; what is delivered again after that counts again. */
    DELIVERIES("ids by which deliveries are known"),
    /** By when they were given. */
    RECEIPTS("receipts of what was posted"),
    /** By when they were decided; what was dismissed may be proposed again after that. */
    PROPOSALS("proposals that were decided"),
    /** By when they ended. */
    PASSES("tokens and sessions that have ended"),
    /** By when they were written. */
    INBOX("files of the inbox that were taken or refused");

    private final String meaning;

    KeptClass(String meaning) {
        this.meaning = meaning;
    }

    /** Its name, such as {@code raw}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in a few words. */
    public String meaning() {
        return meaning;
    }
}
