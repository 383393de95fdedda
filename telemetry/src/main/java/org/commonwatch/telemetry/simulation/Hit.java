package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;

import java.time.Instant;

/**
 * Lines that match an indicator within an hour.
 *
 * @param indicator what they match
 * @param hour start of the hour, by event time in UTC
 */
public record Hit(Observable indicator, Instant hour) {}
