package org.commonwatch.server.reports;

import java.time.InstantSource;

/**
 * What stands on every page.
 *
 * @param name what the deployment is called
 * @param synthetic whether everything in it is generated
 * @param clock which tells when a report is made
 */
public record Letterhead(String name, boolean synthetic, InstantSource clock) {}
