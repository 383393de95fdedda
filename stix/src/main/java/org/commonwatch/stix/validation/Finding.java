package org.commonwatch.stix.validation;

/**
 * One place where an object departs from the standard.
 *
 * @param object the object's id, as far as it has one that can be shown
 * @param path where, such as {@code objects[3].kill_chain_phases[0].phase_name}; empty for the
 *     whole
 * @param rule which sentence of the standard
 * @param message what was found, with the beginning of the value
 * @param remedy what to do, as an instruction
 */
public record Finding(String object, String path, Rule rule, String message, String remedy) {
    /** How grave it is. */
    public Severity severity() {
        return rule.severity();
    }
}
