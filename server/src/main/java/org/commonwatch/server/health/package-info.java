/**
 * How the server is, for those who run it: how far it has come, what it has done, how long that
 * took. Nothing here says who asked or what was asked.
 *
 * <p>Start with {@code HealthRoutes}.
 */
@NullMarked
package org.commonwatch.server.health;

import org.jspecify.annotations.NullMarked;
