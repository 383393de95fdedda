/**
 * TAXII 2.1 (OASIS Standard, 10 June 2021): one class for each endpoint.
 *
 * <p>Start with {@code TaxiiRoutes}.
 */
@NullMarked
package org.commonwatch.server.taxii;

import org.jspecify.annotations.NullMarked;
