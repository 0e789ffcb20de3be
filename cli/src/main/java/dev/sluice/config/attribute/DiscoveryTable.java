package dev.sluice.config.attribute;

import dev.sluice.config.Discovery;
import java.util.List;
import java.util.stream.Stream;

/** What is asked of initiators that only want to know the targets, by targetcli's names. */
final class DiscoveryTable {
    static final List<Attribute<Discovery>> DISCOVERY_AUTH = Stream.concat(
                    Stream.of(Attribute.decision(
                            "enable",
                            "whether initiators must prove by CHAP who they are before they are told the targets; by default"
                                    + " where there are credentials for them",
                            Discovery::required,
                            Discovery::withRequired)),
                    CredentialTable.AUTH.stream()
                            .map(attribute -> attribute.of(Discovery::authentication, Discovery::withAuthentication)))
            .toList();

    private DiscoveryTable() {}
}
