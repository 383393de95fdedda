package org.commonwatch.telemetry.event;

/**
 * The name of a rule as it stands beside every number made by it, written {@code attacks/1}.
 *
 * @param id which rule
 * @param version counts from 1; raised by every change that can change a count
 */
public record RuleId(String id, int version) {
    @Override
    public String toString() {
        return id + "/" + version;
    }
}
