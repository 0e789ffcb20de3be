package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What a logical unit's data lie on, and what the unit is like. Null is the usual value of each where it may be null.
 *
 * @param type where the data are
 * @param name its own among those of its type: 1 to 64 of letters, digits, and - _ . : @
 * @param path of the file or device, absolute; null where the type has none
 * @param size in bytes; null where the storage says it
 * @param blockSize the logical block length, 512 or 4,096; null for the device's own, and 512 for all else
 * @param writeCache whether completed writes may wait for a flush; usually they may
 * @param readOnly whether initiators may only read; usually they may write
 * @param thin whether UNMAP is offered; usually it is not
 * @param removable whether it is shown as a removable disk; usually it is not
 * @param cd whether it is the image in a CD or DVD drive; usually it is not
 * @param protection the type of T10 protection information, 1 or 3; usually none
 * @param identity what tells it from every other disk
 */
@JsonPropertyOrder({
    "type",
    "name",
    "path",
    "size",
    "blockSize",
    "writeCache",
    "readOnly",
    "thin",
    "removable",
    "cd",
    "protection",
    "identity"
})
public record Backstore(
        BackstoreType type,
        String name,
        String path,
        Long size,
        Integer blockSize,
        Boolean writeCache,
        Boolean readOnly,
        Boolean thin,
        Boolean removable,
        Boolean cd,
        Integer protection,
        Identity identity) {
    public Backstore {
        identity = Identity.NONE.equals(identity) ? null : identity;
    }

    /** One with the usual values. */
    public static Backstore of(BackstoreType type, String name, String path, Long size) {
        return new Backstore(type, name, path, size, null, null, null, null, null, null, null, null);
    }

    /** Type and name, as in {@code block/lun0}: its own among all. */
    @JsonIgnore
    public String id() {
        return (type == null ? "" : type.label()) + "/" + name;
    }

    public Backstore withPath(String value) {
        return new Backstore(
                type, name, value, size, blockSize, writeCache, readOnly, thin, removable, cd, protection, identity);
    }

    public Backstore withSize(Long value) {
        return new Backstore(
                type, name, path, value, blockSize, writeCache, readOnly, thin, removable, cd, protection, identity);
    }

    public Backstore withBlockSize(Integer value) {
        return new Backstore(
                type, name, path, size, value, writeCache, readOnly, thin, removable, cd, protection, identity);
    }

    public Backstore withWriteCache(Boolean value) {
        return new Backstore(
                type, name, path, size, blockSize, value, readOnly, thin, removable, cd, protection, identity);
    }

    public Backstore withReadOnly(Boolean value) {
        return new Backstore(
                type, name, path, size, blockSize, writeCache, value, thin, removable, cd, protection, identity);
    }

    public Backstore withThin(Boolean value) {
        return new Backstore(
                type, name, path, size, blockSize, writeCache, readOnly, value, removable, cd, protection, identity);
    }

    public Backstore withRemovable(Boolean value) {
        return new Backstore(
                type, name, path, size, blockSize, writeCache, readOnly, thin, value, cd, protection, identity);
    }

    public Backstore withCd(Boolean value) {
        return new Backstore(
                type, name, path, size, blockSize, writeCache, readOnly, thin, removable, value, protection, identity);
    }

    public Backstore withProtection(Integer value) {
        return new Backstore(
                type, name, path, size, blockSize, writeCache, readOnly, thin, removable, cd, value, identity);
    }

    public Backstore withIdentity(Identity value) {
        return new Backstore(
                type, name, path, size, blockSize, writeCache, readOnly, thin, removable, cd, protection, value);
    }
}
