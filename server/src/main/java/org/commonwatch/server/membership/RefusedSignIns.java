package org.commonwatch.server.membership;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.web.Shares;
import org.commonwatch.stix.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.BadCredentialsException;

import java.time.InstantSource;
import java.util.Locale;

/**
 * Tells the operator why somebody was not let in whom others vouch for; whoever it was learns
 * nothing. Of each reason one a second is told, so that nobody fills the log and the record with
 * what is wrong.
 */
public final class RefusedSignIns {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedSignIns.class);
    private static final int PER_SECOND = 1;

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;
    private final Shares told = new Shares(PER_SECOND);

    /** Why. */
    public enum Reason {
        /** It cannot be read as what it should be. */
        FORM,
        /** Somebody else issued it. */
        ISSUER,
        /** It is for somebody else. */
        AUDIENCE,
        /** Its signature is by no key of the issuer's. */
        SIGNATURE,
        /** It is over, or not yet valid. */
        TIME,
        /** It does not say what it must. */
        CLAIM,
        /** What it says has no meaning here. */
        MAPPING,
        /** Its issuer has taken it back. */
        REVOKED,
        /** The certificate of a client was refused. */
        CERTIFICATE
    }

    /** Tells in the log and in this record. */
    public RefusedSignIns(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Tells it, and returns what is to be thrown.
     *
     * @param detail ends the sentence; no secret, and nothing about a person
     */
    public BadCredentialsException because(Reason reason, String detail) {
        tell(reason, detail);
        return new BadCredentialsException("refused: " + reason);
    }

    /** Tells it. */
    public void tell(Reason reason, String detail) {
        if (!told.take(reason.name())) {
            return;
        }
        String what = reason.name().toLowerCase(Locale.ROOT) + ": " + detail;
        LOG.warn("Nobody signs in with what was shown, {}", what);
        transactions.run(connection -> {
            JsonObject said = JsonObject.builder().put("refused", what).build();
            Record.change(
                    connection, new Change(Change.Kind.SIGN_IN, clock.instant(), "nobody", said));
            return true;
        });
        record.changed();
    }
}
