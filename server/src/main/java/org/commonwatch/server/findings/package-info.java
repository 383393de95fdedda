/**
 * What each page has to say to who asks, in its language, with the numbers it rests on. Start at
 * {@link org.commonwatch.server.findings.FindingRoutes}. A finding says nothing that its reader
 * could not ask of the address beside each number.
 */
@NullMarked
package org.commonwatch.server.findings;

import org.jspecify.annotations.NullMarked;
