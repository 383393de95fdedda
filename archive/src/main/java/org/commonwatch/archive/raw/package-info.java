/**
 * What sensors delivered, as it came: {@link org.commonwatch.archive.raw.RawFiles}. A delivery is
 * one frame of zstd in a file of many; it is kept if, and only if, somebody names its place.
 */
@NullMarked
package org.commonwatch.archive.raw;

import org.jspecify.annotations.NullMarked;
