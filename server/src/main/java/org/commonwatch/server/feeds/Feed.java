package org.commonwatch.server.feeds;

import org.commonwatch.access.marking.Pap;
import org.commonwatch.stix.Observable.Kind;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every feed there is, by the last part of its address. What only sees passively may be told what
 * may be used passively; what acts, so that who is watched can notice, only what may be acted on.
 */
enum Feed {
    SURICATA_RULES("suricata.rules", Pap.AMBER),
    SURICATA_DATASETS("suricata-datasets.rules", Pap.AMBER),
    SURICATA_DOMAIN("suricata-domain.lst", Pap.AMBER),
    SURICATA_IP("suricata-ip.lst", Pap.AMBER),
    SURICATA_MD5("suricata-md5.lst", Pap.AMBER),
    SURICATA_SHA1("suricata-sha1.lst", Pap.AMBER),
    SURICATA_SHA256("suricata-sha256.lst", Pap.AMBER),
    ZEEK("zeek.intel", Pap.AMBER),
    RPZ("rpz.zone", Pap.GREEN),
    // What is handed on with its markings is used as they say.
    CSV("indicators.csv", "text/csv", Pap.RED),
    JSON("indicators.json", "application/json", Pap.RED),
    STIX("indicators.stix", "application/stix+json;version=2.1", Pap.RED);

    private final String label;
    private final String media;
    private final Pap pap;

    Feed(String label, Pap pap) {
        this(label, "text/plain;charset=UTF-8", pap);
    }

    Feed(String label, String media, Pap pap) {
        this.label = label;
        this.media = media;
        this.pap = pap;
    }

    /** The feed of that name. */
    static Optional<Feed> named(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    /** The last part of its address. */
    String label() {
        return label;
    }

    /** Its media type. */
    String media() {
        return media;
    }

    /** The narrowest permission that is enough for it, unless something else is wished. */
    Pap pap() {
        return pap;
    }

    /** How it is written for one wish. */
    Form form(Wish wish) {
        return switch (this) {
            case SURICATA_RULES -> new SuricataRules(wish.sids());
            case SURICATA_DATASETS -> new SuricataDatasets(wish.sids());
            case SURICATA_DOMAIN -> PlainList.base64(Kind.DOMAIN);
            case SURICATA_IP -> PlainList.of(Kind.IPV4, Kind.IPV6);
            case SURICATA_MD5 -> PlainList.of(Kind.MD5);
            case SURICATA_SHA1 -> PlainList.of(Kind.SHA1);
            case SURICATA_SHA256 -> PlainList.of(Kind.SHA256);
            case ZEEK -> new ZeekIntel();
            case RPZ -> new RpzZone(wish.action());
            case CSV -> new CsvRows();
            case JSON -> new JsonRows();
            case STIX -> new StixBundle(wish.toString());
        };
    }
}
