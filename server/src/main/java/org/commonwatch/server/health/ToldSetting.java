package org.commonwatch.server.health;

/**
 * A setting as the operator is told it.
 *
 * @param value empty if it is nothing, or a secret
 * @param set where it was set, in one word
 * @param by what set it: an option, a variable or a file; empty for what is usual
 * @param meaning what it is for
 */
public record ToldSetting(
        String name, String value, boolean secret, Set set, String by, String meaning) {
    /** Where a setting can be set. */
    public enum Set {
        /** Nowhere: it is what it usually is. */
        USUAL,
        /** In the file of settings. */
        FILE,
        /** In the environment of the process. */
        ENVIRONMENT,
        /** On the command line that started the process. */
        OPTION
    }
}
