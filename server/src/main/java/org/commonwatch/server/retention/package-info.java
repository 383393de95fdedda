/**
 * What is let go of when it is old enough, and what is not because somebody holds it: {@link
 * org.commonwatch.server.retention.Retention}. What was erased is in the record, without what it
 * was.
 */
@NullMarked
package org.commonwatch.server.retention;

import org.jspecify.annotations.NullMarked;
