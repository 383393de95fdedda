package org.commonwatch.server;

import java.time.InstantSource;

/**
 * A world that is invented in a store of its own, which says so for good.
 *
 * @param scenario which world
 * @param about what of it is invented
 * @param clock what time it is there; never goes back
 */
public record Invention(String scenario, String about, InstantSource clock) {}
