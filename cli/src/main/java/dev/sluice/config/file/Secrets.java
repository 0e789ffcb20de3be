package dev.sluice.config.file;

import dev.sluice.config.Acl;
import dev.sluice.config.Configuration;
import dev.sluice.config.ConfigurationProblem;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Pointer;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Secret;
import dev.sluice.config.Target;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Functions for the secrets of a configuration. They are pure, and return the same object if nothing changes. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;

    private Secrets() {}

    /** The configuration with an id for each secret that has none. */
    public static Configuration named(Configuration in) {
        return map(
                in,
                secret -> secret instanceof Secret.Kept(String id, String text) && id == null && text != null
                        ? new Secret.Kept(newId(), text)
                        : secret);
    }

    private static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** The configuration without the texts of secrets with an id, to be shown. */
    public static Configuration hidden(Configuration in) {
        return map(
                in,
                secret -> secret instanceof Secret.Kept(String id, String text) && id != null && text != null
                        ? new Secret.Kept(id, null)
                        : secret);
    }

    /** The configuration with texts from {@code texts} for secrets that have an id and no text. */
    static Configuration withTexts(Configuration in, Map<String, String> texts) {
        return map(
                in,
                secret -> secret instanceof Secret.Kept(String id, String text) && text == null && texts.containsKey(id)
                        ? new Secret.Kept(id, texts.get(id))
                        : secret);
    }

    /** The texts of secrets by id; null stands for an unknown text. */
    static Map<String, String> texts(Configuration in) {
        Map<String, String> texts = new HashMap<>();
        map(in, secret -> {
            if (secret instanceof Secret.Kept(String id, String text) && id != null) {
                texts.merge(id, text == null ? "" : text, (one, other) -> one.isEmpty() ? other : one);
            }
            return secret;
        });
        texts.replaceAll((id, text) -> text.isEmpty() ? null : text);
        return texts;
    }

    /** The secrets without a text: they are from another machine, or their file was lost. */
    public static List<ConfigurationProblem> missing(Configuration in) {
        List<ConfigurationProblem> missing = new ArrayList<>();
        Pointer discovery = Pointer.ROOT.of("discovery").of("authentication");
        missing(missing, discovery, in.discovery().authentication());
        for (int t = 0; t < in.targets().size(); t++) {
            List<PortalGroup> groups = in.targets().get(t).portalGroups();
            for (int g = 0; g < groups.size(); g++) {
                Pointer at = Pointer.ROOT.of("targets").at(t).of("portalGroups").at(g);
                missing(missing, at.of("authentication"), groups.get(g).authentication());
                List<Acl> acls = groups.get(g).acls();
                for (int a = 0; a < acls.size(); a++) {
                    missing(
                            missing,
                            at.of("acls").at(a).of("authentication"),
                            acls.get(a).authentication());
                }
            }
        }
        return missing;
    }

    private static void missing(List<ConfigurationProblem> missing, Pointer at, Credentials credentials) {
        for (int i = 0; i < credentials.users().size(); i++) {
            missing(missing, at.of("users").at(i), credentials.users().get(i));
        }
        if (credentials.mutual() != null) {
            missing(missing, at.of("mutual"), credentials.mutual());
        }
    }

    private static void missing(List<ConfigurationProblem> missing, Pointer at, Account account) {
        if (account.password() instanceof Secret.Kept(String id, String text) && id != null && text == null) {
            missing.add(new ConfigurationProblem(
                    at.of("password").toString(),
                    "the file of secrets has none that is called " + id + ": write the password itself here"));
        }
    }

    private static Configuration map(Configuration in, UnaryOperator<Secret> change) {
        Credentials discovery = map(in.discovery().authentication(), change);
        List<Target> targets = map(in.targets(), target -> map(target, change));
        Configuration with = discovery == in.discovery().authentication()
                ? in
                : in.withDiscovery(in.discovery().withAuthentication(discovery));
        return targets == in.targets() ? with : with.withTargets(targets);
    }

    private static Target map(Target target, UnaryOperator<Secret> change) {
        List<PortalGroup> groups = map(target.portalGroups(), group -> map(group, change));
        return groups == target.portalGroups() ? target : target.withPortalGroups(groups);
    }

    private static PortalGroup map(PortalGroup group, UnaryOperator<Secret> change) {
        Credentials own = map(group.authentication(), change);
        List<Acl> acls = map(group.acls(), acl -> {
            Credentials its = map(acl.authentication(), change);
            return its == acl.authentication() ? acl : acl.withAuthentication(its);
        });
        PortalGroup with = own == group.authentication() ? group : group.withAuthentication(own);
        return acls == group.acls() ? with : with.withAcls(acls);
    }

    private static Credentials map(Credentials credentials, UnaryOperator<Secret> change) {
        if (credentials.isEmpty()) {
            return credentials;
        }
        List<Account> users = map(credentials.users(), user -> map(user, change));
        Account mutual = credentials.mutual() == null ? null : map(credentials.mutual(), change);
        return users == credentials.users() && mutual == credentials.mutual()
                ? credentials
                : new Credentials(users, mutual);
    }

    private static Account map(Account account, UnaryOperator<Secret> change) {
        Secret secret = account.password() == null ? null : change.apply(account.password());
        return secret == account.password() ? account : new Account(account.userid(), secret);
    }

    private static <T> List<T> map(List<T> list, Function<T, T> change) {
        List<T> changed = null;
        for (int i = 0; i < list.size(); i++) {
            T item = change.apply(list.get(i));
            if (item != list.get(i)) {
                if (changed == null) {
                    changed = new ArrayList<>(list);
                }
                changed.set(i, item);
            }
        }
        return changed == null ? list : changed;
    }
}
