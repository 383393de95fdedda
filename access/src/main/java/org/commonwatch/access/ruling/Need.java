package org.commonwatch.access.ruling;

import java.util.List;
import java.util.Set;

/**
 * Something that must hold and does not.
 *
 * @param lacking grounds that together are enough to withhold; if one of them fell, it would hold
 * @param cures acts that could help, alone or with others
 */
record Need(Set<Ground> lacking, List<Change> cures) {}
