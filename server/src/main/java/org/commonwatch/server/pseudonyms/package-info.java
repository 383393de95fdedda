/**
 * Addresses of networks that are one's own, as they leave: {@link
 * org.commonwatch.server.pseudonyms.Pseudonyms}.
 */
@NullMarked
package org.commonwatch.server.pseudonyms;

import org.jspecify.annotations.NullMarked;
