/**
 * What was seen, who held it since when, and who could read it then: from what was exchanged, from
 * the rulings as they were over time, and from telemetry.
 *
 * <p>Start with {@code Hindsight}. It promises that a party's own report depends on nothing that
 * the party could not read and whose owner granted it no statistics: such holdings are left out
 * before anything is counted or numbered.
 */
@NullMarked
package org.commonwatch.server.hindsight;

import org.jspecify.annotations.NullMarked;
