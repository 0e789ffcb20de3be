package dev.sluice.config.file;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Configurations that keep all rules, with everything in them that there can be. */
public final class RandomConfiguration {
    private static final BackstoreType[] TYPES = BackstoreType.values();

    private final Random random;
    private int names;

    public RandomConfiguration(Random random) {
        this.random = random;
    }

    public Configuration next() {
        names = 0;
        List<Backstore> backstores = list(8, this::backstore);
        List<Target> targets = list(4, () -> target(backstores));
        return new Configuration(
                Configuration.VERSION,
                truth(),
                truth(),
                backstores,
                new Discovery(truth(), credentials()),
                shuffled(targets));
    }

    private Backstore backstore() {
        BackstoreType type = TYPES[random.nextInt(TYPES.length)];
        String name = "b-_.:@" + names++;
        String path = type.hasPath() ? "/srv/ä \"\\\n" + name : null;
        Identity identity = maybe(() -> Identity.ofSerial(maybe(() -> "serial " + name)));
        if (type == BackstoreType.PSCSI) {
            return Backstore.of(type, name, path, null).withIdentity(identity);
        }
        if (type == BackstoreType.FILEIO && random.nextInt(4) == 0) {
            return Backstore.of(type, name, path, null).with(Backstore.CD, true).with(Backstore.READ_ONLY, truth());
        }
        boolean sized = !type.hasPath() || type == BackstoreType.FILEIO && random.nextBoolean();
        return new Backstore(
                type,
                name,
                path,
                sized ? (1 + random.nextLong(1L << 40)) * 4096 : null,
                maybe(() -> random.nextBoolean() ? 512 : 4096),
                truth(),
                truth(),
                type == BackstoreType.NULL ? null : truth(),
                truth(),
                maybe(() -> false),
                type == BackstoreType.BLOCK ? null : maybe(() -> random.nextBoolean() ? 1 : 3),
                random.nextInt(3) > 0
                        ? identity
                        : new Identity(
                                maybe(() -> "s" + name),
                                maybe(() -> "5%015x".formatted(names)),
                                maybe(() -> "VENDOR"),
                                maybe(() -> "a product"),
                                maybe(() -> "1.0"),
                                maybe(() -> "VENDOR  " + name)));
    }

    private Target target(List<Backstore> backstores) {
        int tag = 1 + random.nextInt(1000);
        List<PortalGroup> groups = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            groups.add(group(tag + i, i, backstores));
        }
        return new Target(
                "iqn.2026-11.com.example:t" + names++, maybe(() -> "\u0041lias \uD83D\uDCBE"), shuffled(groups));
    }

    private PortalGroup group(int tag, int number, List<Backstore> backstores) {
        List<Lun> luns = new ArrayList<>();
        for (int lun = random.nextInt(3);
                lun < 16_384 && luns.size() < 5 && !backstores.isEmpty();
                lun += 1 + random.nextInt(9)) {
            luns.add(new Lun(
                    lun, backstores.get(random.nextInt(backstores.size())).id()));
        }
        List<Portal> portals = random.nextBoolean()
                ? List.of()
                : List.of(new Portal("127.0.0." + number, 3260), new Portal("::" + number, 1 + random.nextInt(65_535)));
        return new PortalGroup(
                tag,
                truth(),
                attributes(),
                parameters(),
                credentials(),
                shuffled(portals),
                shuffled(luns),
                list(3, () -> acl(luns)));
    }

    private Acl acl(List<Lun> luns) {
        List<MappedLun> mapped = new ArrayList<>();
        for (Lun lun : luns) {
            mapped.add(new MappedLun(random.nextInt(2) * 1000 + mapped.size(), lun.lun(), truth()));
        }
        return new Acl("iqn.1993-08.org.debian:01:" + names++, credentials(), shuffled(mapped));
    }

    private GroupAttributes attributes() {
        return maybe(() -> new GroupAttributes(
                truth(),
                truth(),
                truth(),
                maybe(() -> 1 + random.nextInt(3600)),
                maybe(() -> 1 + random.nextInt(3600)),
                maybe(() -> GroupAttributes.ACCESS_STATES.get(random.nextInt(4)))));
    }

    private Parameters parameters() {
        return maybe(() -> new Parameters(
                maybe(() -> 512 + random.nextInt(1 << 23)),
                maybe(() -> 65_536 + random.nextInt(1 << 23)),
                maybe(() -> 512 + random.nextInt(65_000)),
                maybe(() -> 1 + random.nextInt(65_535)),
                truth(),
                truth(),
                maybe(() -> 1 + random.nextInt(8)),
                maybe(() -> random.nextInt(3)),
                maybe(() -> random.nextInt(3601)),
                maybe(() -> random.nextInt(3601))));
    }

    private Credentials credentials() {
        return random.nextBoolean() ? null : new Credentials(list(3, this::account), maybe(this::account));
    }

    private Account account() {
        return new Account(maybe(() -> "user " + names++), maybe(this::secret));
    }

    private Secret secret() {
        return switch (random.nextInt(3)) {
            case 0 -> new Secret.Kept("%016x".formatted(random.nextLong()), null);
            case 1 -> new Secret.InFile("/etc/secret" + names++);
            default -> new Secret.Credential("secret" + names++);
        };
    }

    private Boolean truth() {
        return maybe(random::nextBoolean);
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextBoolean() ? null : value.get();
    }

    private <T> List<T> list(int most, Supplier<T> item) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            list.add(item.get());
        }
        return list;
    }

    private <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}
