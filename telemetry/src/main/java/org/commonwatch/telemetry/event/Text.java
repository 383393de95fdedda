package org.commonwatch.telemetry.event;

/** What a text of an event is. An event may have several of each, or none. */
public enum Text {
    /** What the sensor's rule says it found. */
    SIGNATURE,
    /** A host named by the application, such as HTTP's, in any case. */
    HOST,
    /** A whole URL, with its scheme. */
    URL,
    DNS_NAME,
    /** The server name of a TLS handshake. */
    TLS_SNI,
    JA3,
    JA4,
    MD5,
    SHA1,
    SHA256,
    /** The name somebody signed in with, or tried to. */
    USER
}
