/**
 * What tests share: seeded cases, a clock that is set by hand, golden files and a PostgreSQL that
 * lives as long as the test run. Not shipped.
 *
 * <p>Start with {@code Cases}.
 */
@NullMarked
package org.commonwatch.testkit;

import org.jspecify.annotations.NullMarked;
