package dev.sluice.config;

import java.util.Comparator;
import java.util.List;

/**
 * An initiator that may log in to a portal group.
 *
 * @param initiator its iSCSI name
 * @param authentication its CHAP credentials; {@link Credentials#NONE} for those of the group
 * @param mappedLuns the LUNs that it sees, by its own numbers
 */
public record Acl(String initiator, Credentials authentication, List<MappedLun> mappedLuns) {
    public Acl {
        authentication = authentication == null ? Credentials.NONE : authentication;
        mappedLuns = SharedLists.sorted(mappedLuns, Comparator.comparingInt(MappedLun::lun));
    }

    public Acl withAuthentication(Credentials value) {
        return new Acl(initiator, value, mappedLuns);
    }

    public Acl withMappedLuns(List<MappedLun> value) {
        return new Acl(initiator, authentication, value);
    }

    /** The mapped LUN of that number, or null. */
    public MappedLun mappedLun(int number) {
        return SharedLists.find(mappedLuns, mapped -> mapped.lun() == number);
    }
}
