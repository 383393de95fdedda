package org.commonwatch.access.world;

import org.commonwatch.access.ruling.Handling;

/**
 * Objects of one handling.
 *
 * @param count how many there are
 */
public record SharedObject(String name, Handling handling, long count) {}
