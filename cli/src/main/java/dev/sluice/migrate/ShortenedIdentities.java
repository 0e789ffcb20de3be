package dev.sluice.migrate;

import dev.sluice.config.Identity;

/** Identities of disks with less in them. */
final class ShortenedIdentities {
    private ShortenedIdentities() {}

    /** Without one value. */
    static Identity without(Identity identity, String name) {
        return switch (name) {
            case "serial" -> identity.withSerial(null);
            case "naa" -> identity.withNaa(null);
            case "vendor" -> identity.withVendor(null);
            case "product" -> identity.withProduct(null);
            case "revision" -> identity.withRevision(null);
            default ->
                new Identity(
                        identity.serial(),
                        identity.naa(),
                        identity.vendor(),
                        identity.product(),
                        identity.revision(),
                        null);
        };
    }
}
