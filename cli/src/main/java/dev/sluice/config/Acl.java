package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;

/**
 * An initiator that may log in to a portal group.
 *
 * @param initiator its iSCSI name
 * @param authentication what it has to prove; {@link Credentials#NONE} for what the group asks of everybody
 * @param mappedLuns what it sees, by its own numbers
 */
@JsonPropertyOrder({"initiator", "authentication", "mappedLuns"})
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

    /** What the initiator sees at that number, or null. */
    public MappedLun mappedLun(int number) {
        return SharedLists.find(mappedLuns, mapped -> mapped.lun() == number);
    }
}
