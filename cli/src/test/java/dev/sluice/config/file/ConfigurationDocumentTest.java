package dev.sluice.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Identity;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.config.Secret;
import dev.sluice.config.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md to the schema; with {@code -Dsluice.docs.write=true} writes it. */
class ConfigurationDocumentTest {
    private static final Path FILE = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldBeUpToDate() throws IOException {
        assertEquals(List.of(), Rules.check(example()));
        assertEquals(List.of(), Rules.warnings(example()));
        String document =
                ConfigurationDocument.of(new String(ConfigurationText.write(example()), StandardCharsets.UTF_8));
        if (Boolean.getBoolean("sluice.docs.write")) {
            Files.writeString(FILE, document);
        }
        assertTrue(Files.exists(FILE), "there is no " + FILE + ": run scripts/docs");
        assertEquals(document, Files.readString(FILE), FILE + " is out of date: run scripts/docs");
    }

    private static Configuration example() {
        Account account = new Account("web1", new Secret.Credential("web1-chap"));
        Acl acl = new Acl(
                "iqn.1993-08.org.debian:01:4f2e",
                new Credentials(List.of(account), null),
                List.of(new MappedLun(0, 0, null)));
        PortalGroup group = PortalGroup.of(1)
                .withPortals(List.of(new Portal("192.0.2.1", Portal.USUAL_PORT)))
                .withLuns(List.of(new Lun(0, "block/lun0")))
                .withAcls(List.of(acl));
        return Configuration.EMPTY
                .withBackstores(List.of(
                        Backstore.of(BackstoreType.BLOCK, "lun0", "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", null)
                                .withIdentity(Identity.ofSerial("0b4e3d6a7f1c4d2e9a8b5c6d7e8f9012"))))
                .withTargets(List.of(new Target("iqn.2026-11.com.example:disk1", "data of web1", List.of(group))));
    }
}
