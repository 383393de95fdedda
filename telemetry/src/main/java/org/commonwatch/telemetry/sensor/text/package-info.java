/**
 * Reads sensors that write lines of text: CEF and LEEF events, Snort's fast alerts, sshd's syslog,
 * and the logs of web servers and ModSecurity.
 *
 * <p>Start with {@code CefFormat}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor.text;

import org.jspecify.annotations.NullMarked;
