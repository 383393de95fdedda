package org.commonwatch.server.membership;

/** With what a user is to sign in; no text of it ever shows a secret. */
public sealed interface Proof {
    /** A password that a person chose. */
    record Password(String text) implements Proof {
        @Override
        public String toString() {
            return "Password[]";
        }
    }

    /**
     * A client's certificate: this one, and no other that its authority may give to the same name.
     *
     * @param pem as in a file of type PEM
     */
    record Certificate(String pem) implements Proof {}
}
