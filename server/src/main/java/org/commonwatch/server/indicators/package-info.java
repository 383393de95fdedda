/**
 * What people say is to be looked for, and what they are told about it.
 *
 * <p>Start with {@code IndicatorRoutes}.
 */
@NullMarked
package org.commonwatch.server.indicators;

import org.jspecify.annotations.NullMarked;
