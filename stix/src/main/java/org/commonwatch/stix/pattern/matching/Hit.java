package org.commonwatch.stix.pattern.matching;

import java.util.BitSet;

/** An observation of which leaves of a pattern hold. */
record Hit(Observation observation, BitSet leaves) {}
