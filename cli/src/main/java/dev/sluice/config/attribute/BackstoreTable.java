package dev.sluice.config.attribute;

import dev.sluice.config.Backstore;
import dev.sluice.config.Identity;
import java.util.List;

/** What is set of a backstore. */
final class BackstoreTable {
    private static final Identity UNNAMED = Identity.ofSerial(null);

    static final List<Attribute<Backstore>> ATTRIBUTE = List.of(
            Attribute.number(
                    "block_size",
                    "logical block length in bytes, 512 or 4096",
                    "the device's own, else 512",
                    512,
                    4096,
                    Backstore::blockSize,
                    Backstore::withBlockSize),
            Attribute.flag(
                    "emulate_write_cache",
                    "whether completed writes may wait for a flush",
                    true,
                    Backstore::writeCache,
                    Backstore::withWriteCache),
            Attribute.flag(
                    "emulate_tpu",
                    "whether UNMAP is offered, where the storage can give space back",
                    false,
                    Backstore::thin,
                    Backstore::withThin),
            Attribute.flag(
                    "read_only",
                    "whether initiators may only read",
                    false,
                    Backstore::readOnly,
                    Backstore::withReadOnly),
            Attribute.flag(
                    "removable",
                    "whether it is shown as a removable disk",
                    false,
                    Backstore::removable,
                    Backstore::withRemovable),
            Attribute.flag(
                    "cd", "whether it is the image in a CD or DVD drive", false, Backstore::cd, Backstore::withCd),
            Attribute.choice(
                    "pi_prot_type",
                    "the type of T10 protection information",
                    "0",
                    List.of("0", "1", "3"),
                    backstore -> backstore.protection() == null
                            ? null
                            : backstore.protection().toString(),
                    (backstore, text) ->
                            backstore.withProtection(text == null || text.equals("0") ? null : Integer.valueOf(text))),
            identity(
                    "unit_serial",
                    "the unit serial number",
                    "made at creation",
                    Identity::serial,
                    Identity::withSerial),
            identity(
                    "naa",
                    "the NAA designator, 16 or 32 hexadecimal digits",
                    "made from the serial number",
                    Identity::naa,
                    Identity::withNaa),
            identity("vendor_id", "the T10 vendor identification", "SLUICE", Identity::vendor, Identity::withVendor),
            identity("product_id", "the product identification", "DISK", Identity::product, Identity::withProduct),
            identity(
                    "product_revision",
                    "the product revision level",
                    "0001",
                    Identity::revision,
                    Identity::withRevision));

    private BackstoreTable() {}

    private static Attribute<Backstore> identity(
            String name,
            String description,
            String usual,
            java.util.function.Function<Identity, String> get,
            java.util.function.BiFunction<Identity, String, Identity> set) {
        return Attribute.text(name, description, usual, get, set)
                .of(
                        backstore -> backstore.identity() == null ? UNNAMED : backstore.identity(),
                        Backstore::withIdentity);
    }
}
