package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;

/** Configurations of many targets and LUNs. */
public final class Many {
    private Many() {}

    /** {@code targets} targets, each with {@code lunsEach} LUNs and one initiator that sees them. */
    public static Configuration of(int targets, int lunsEach) {
        List<Backstore> backstores = new ArrayList<>();
        List<Target> all = new ArrayList<>();
        for (int t = 0; t < targets; t++) {
            List<Lun> luns = new ArrayList<>();
            List<MappedLun> mapped = new ArrayList<>();
            for (int n = 0; n < lunsEach; n++) {
                int number = t * lunsEach + n;
                Backstore backstore = Backstore.of(
                                BackstoreType.FILEIO, "disk" + number, "/srv/disk" + number, 1L << 30)
                        .withIdentity(Identity.ofSerial("%032x".formatted(number)));
                backstores.add(backstore);
                luns.add(new Lun(n, backstore.id()));
                mapped.add(new MappedLun(n, n, null));
            }
            PortalGroup group = PortalGroup.of(1)
                    .withPortals(List.of(new Portal("0.0.0.0", Portal.USUAL_PORT)))
                    .withLuns(luns)
                    .withAcls(List.of(new Acl("iqn.1993-08.org.debian:01:" + t, null, mapped)));
            all.add(new Target("iqn.2026-11.com.example:target" + t, null, List.of(group)));
        }
        return Configuration.EMPTY.withBackstores(backstores).withTargets(all);
    }
}
