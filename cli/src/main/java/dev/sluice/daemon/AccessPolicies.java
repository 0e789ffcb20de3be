package dev.sluice.daemon;

import dev.sluice.config.Acl;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Discovery;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Secret;
import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.iscsi.chap.ChapSecret;
import dev.sluice.iscsi.chap.ChapUser;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.scsi.port.LunMapping;
import dev.sluice.scsi.port.LunView;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Access rules, authentication and LUN views of portal groups, made from a configuration. Any thread. */
final class AccessPolicies {
    /** Finds the text of a secret. */
    @FunctionalInterface
    interface Secrets {
        String text(Secret secret) throws IOException;
    }

    private final Secrets secrets;
    private final Set<ChapAlgorithm> algorithms;
    private final boolean closing;

    /** @param algorithms permitted for CHAP */
    AccessPolicies(Secrets secrets, Set<ChapAlgorithm> algorithms) {
        this(secrets, algorithms, false);
    }

    private AccessPolicies(Secrets secrets, Set<ChapAlgorithm> algorithms, boolean closing) {
        this.secrets = secrets;
        this.algorithms = algorithms;
        this.closing = closing;
    }

    /** Policies that refuse the initiators whose secrets cannot be read, where this object throws. */
    AccessPolicies closing() {
        return new AccessPolicies(secrets, algorithms, true);
    }

    static AccessPolicy policy(PortalGroup group) {
        Map<String, LunView> named = new HashMap<>();
        for (Acl acl : group.acls()) {
            Map<Integer, LunMapping> luns = new HashMap<>();
            acl.mappedLuns()
                    .forEach(mapped ->
                            luns.put(mapped.lun(), new LunMapping(mapped.groupLun(), mapped.isWriteProtected())));
            named.put(acl.initiator(), new LunView.Mapped(luns));
        }
        if (!isOn(group.attributes().demoMode(), false)) {
            return new AccessPolicy.Only(named);
        }
        boolean writeProtected = isOn(group.attributes().demoModeWriteProtect(), true);
        return new AccessPolicy.Everyone(new LunView.All(writeProtected), named);
    }

    /** Authentication rules of a portal group.
     *
     * @throws IOException if a secret cannot be read
     */
    AuthenticationRules rules(PortalGroup group) throws IOException {
        Boolean wanted = group.attributes().authentication();
        if (wanted != null && !wanted) {
            return AuthenticationRules.NONE;
        }
        Authentication everyone = authentication(group.authentication(), wanted);
        Map<String, Authentication> byInitiator = new HashMap<>();
        for (Acl acl : group.acls()) {
            if (!acl.authentication().isEmpty()) {
                byInitiator.put(acl.initiator(), authentication(acl.authentication(), true));
            }
        }
        return new AuthenticationRules(everyone, byInitiator);
    }

    /** Authentication rules of discovery.
     *
     * @throws IOException if a secret cannot be read
     */
    AuthenticationRules rules(Discovery discovery) throws IOException {
        return discovery.isRequired()
                ? AuthenticationRules.of(authentication(discovery.authentication(), true))
                : AuthenticationRules.NONE;
    }

    /** Authentication rules that nobody can fulfil. */
    static AuthenticationRules closed() {
        return AuthenticationRules.of(nobody());
    }

    private Authentication authentication(Credentials credentials, Boolean wanted) throws IOException {
        try {
            return readable(credentials, wanted);
        } catch (IOException e) {
            if (closing) {
                return nobody();
            }
            throw e;
        }
    }

    private Authentication readable(Credentials credentials, Boolean wanted) throws IOException {
        List<ChapUser> users = new ArrayList<>();
        for (Account account : credentials.users()) {
            if (isComplete(account)) {
                users.add(user(account));
            }
        }
        if (users.isEmpty()) {
            boolean open = credentials.isEmpty() && (wanted == null || !wanted);
            return open ? Authentication.NONE : nobody();
        }
        ChapUser self = isComplete(credentials.mutual()) ? user(credentials.mutual()) : null;
        return new Authentication(true, users, self, algorithms);
    }

    /** True if an account has its name and password. An incomplete one admits no initiator. */
    private static boolean isComplete(Account account) {
        return account != null && account.userid() != null && account.password() != null;
    }

    /** CHAP that no initiator can pass. */
    private static Authentication nobody() {
        byte[] random = new byte[ChapSecret.MIN_BYTES * 2];
        new SecureRandom().nextBytes(random);
        return Authentication.chap(
                new ChapUser("nobody", ChapSecret.of(HexFormat.of().formatHex(random))));
    }

    private ChapUser user(Account account) throws IOException {
        return new ChapUser(account.userid(), ChapSecret.of(secrets.text(account.password())));
    }

    static boolean isOn(Boolean value, boolean usual) {
        return value == null ? usual : value;
    }
}
