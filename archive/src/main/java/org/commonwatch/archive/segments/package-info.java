/**
 * Files in the pieces in which they are delivered, so that each piece has one name wherever it is
 * cut.
 */
@NullMarked
package org.commonwatch.archive.segments;

import org.jspecify.annotations.NullMarked;
