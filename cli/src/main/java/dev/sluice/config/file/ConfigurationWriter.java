package dev.sluice.config.file;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Discovery;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Identity;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Parameters;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Secret;
import dev.sluice.config.Target;
import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingTable;

/** Writes configurations: the set values, in a fixed order. Keeps the last text, of which it writes equal parts again. One thread at a time. */
final class ConfigurationWriter {
    private final boolean whole;
    private static final int SPARE = 8192;

    private JsonLines json;

    private final ListText<Backstore> backstores = new ListText<>();
    private final ListText<Target> targets = new ListText<>();
    private int length;

    ConfigurationWriter() {
        this(false);
    }

    /** @param whole true if the texts of secrets are written in place of their ids */
    ConfigurationWriter(boolean whole) {
        this.whole = whole;
    }

    String write(Configuration configuration) {
        json = new JsonLines(length + SPARE);
        String text = json.whole(() -> {
            json.member("version", configuration.version());
            settings(Configuration.SETTINGS, configuration);
            json.objects("backstores", configuration.backstores(), this::backstore, backstores);
            if (!configuration.discovery().equals(Discovery.OPEN)) {
                json.object("discovery", () -> {
                    settings(Discovery.SETTINGS, configuration.discovery());
                    authentication(configuration.discovery().authentication());
                });
            }
            json.objects("targets", configuration.targets(), this::target, targets);
        });
        length = text.length();
        return text;
    }

    private void backstore(Backstore backstore) {
        json.member("type", backstore.type() == null ? null : backstore.type().label());
        json.member("name", backstore.name());
        settings(Backstore.SETTINGS, backstore);
        if (backstore.identity() != null) {
            json.small("identity", () -> settings(Identity.SETTINGS, backstore.identity()));
        }
    }

    private <T extends Record> void settings(SettingTable<T> table, T part) {
        for (Setting<?> setting : table.inFile()) {
            json.value(setting.member(), table.get(part, setting));
        }
    }

    private void target(Target target) {
        json.member("name", target.name());
        settings(Target.SETTINGS, target);
        json.objects("portalGroups", target.portalGroups(), this::group);
    }

    private void group(PortalGroup group) {
        json.member("tag", group.tag());
        json.member("enabled", group.enabled());
        if (!group.attributes().equals(GroupAttributes.USUAL)) {
            json.object("attributes", () -> settings(GroupAttributes.SETTINGS, group.attributes()));
        }
        if (!group.parameters().equals(Parameters.USUAL)) {
            json.object("parameters", () -> settings(Parameters.SETTINGS, group.parameters()));
        }
        authentication(group.authentication());
        json.lines("portals", group.portals(), this::portal);
        json.lines("luns", group.luns(), this::lun);
        json.objects("acls", group.acls(), this::acl);
    }

    private void authentication(Credentials credentials) {
        if (credentials.isEmpty()) {
            return;
        }
        json.object("authentication", () -> {
            json.lines("users", credentials.users(), this::account);
            if (credentials.mutual() != null) {
                json.small("mutual", () -> account(credentials.mutual()));
            }
        });
    }

    private void account(Account account) {
        json.member("userid", account.userid());
        if (whole && account.password() instanceof Secret.Kept kept && kept.text() != null) {
            json.member("password", kept.text());
        } else if (account.password() != null) {
            json.small("password", () -> secret(account.password()));
        }
    }

    private void secret(Secret secret) {
        switch (secret) {
            case Secret.Kept(String id, String text) -> {
                if (id == null) {
                    throw new IllegalArgumentException("a secret without an id: it gets one from Secrets.named");
                }
                json.member("secret", id);
            }
            case Secret.InFile(String path) -> json.member("file", path);
            case Secret.Credential(String name) -> json.member("credential", name);
        }
    }

    private void portal(Portal portal) {
        json.member("address", portal.address());
        json.member("port", portal.port());
    }

    private void lun(Lun lun) {
        json.member("lun", lun.lun());
        json.member("backstore", lun.backstore());
    }

    private void acl(Acl acl) {
        json.member("initiator", acl.initiator());
        authentication(acl.authentication());
        json.lines("mappedLuns", acl.mappedLuns(), this::mapped);
    }

    private void mapped(MappedLun mapped) {
        json.member("lun", mapped.lun());
        json.member("groupLun", mapped.groupLun());
        settings(MappedLun.SETTINGS, mapped);
    }
}
