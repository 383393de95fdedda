package org.commonwatch.cli.client;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who asks: a person of a party about its own, or the operator about all. */
public final class AskerOptions {
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
            names = "--operator",
            description = "Asks about all, as who runs the server on this machine.")
    private boolean operator;

    /** Speaks as who asks. */
    public Client client() {
        return operator ? server.operator() : person.client();
    }
}
