package org.commonwatch.server.peers;

/**
 * One thing that must hold for a connector to work.
 *
 * @param remedy what to do; empty if it holds
 */
public record Check(String what, boolean holds, String said, String remedy) {
    static Check good(String what, String said) {
        return new Check(what, true, said, "");
    }
}
