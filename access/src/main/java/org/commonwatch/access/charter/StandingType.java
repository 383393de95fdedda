package org.commonwatch.access.charter;

import org.commonwatch.access.StandingKind;

/**
 * A standing by a body's own name.
 *
 * @param kind what it amounts to among all bodies
 */
public record StandingType(String name, StandingKind kind) {}
