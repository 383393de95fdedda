package org.commonwatch.server.recalls;

import org.commonwatch.stix.StixId;

/**
 * Another Commonwatch.
 *
 * @param name also of the file with the secret with which we sign in there
 * @param party whose server it is
 * @param url where its addresses begin
 * @param key by which what it signs is known, in Base64
 */
public record Peer(String name, StixId party, String url, String key) {}
