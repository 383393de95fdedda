/**
 * What people print, sign and send: documents of findings and facts, as pages and as PDF. Start at
 * {@link org.commonwatch.server.reports.ReportRoutes}. A report says nothing that its reader could
 * not ask of the addresses in it, and every page of one from generated data says so.
 */
@NullMarked
package org.commonwatch.server.reports;

import org.jspecify.annotations.NullMarked;
