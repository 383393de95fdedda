package org.commonwatch.cli.surges;

import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.client.ServerOptions;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who asks: a person of a party, about its sensors, or the operator, about all. */
final class AskerOptions {
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
            names = "--operator",
            description = "Asks about all sensors, as who runs the server on this machine.")
    private boolean operator;

    Client client() {
        return operator ? server.operator() : person.client();
    }
}
