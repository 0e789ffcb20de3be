package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import java.util.Arrays;
import java.util.List;

/** One row for each {@link BackstoreType}, by its name: LIO's plugin, product and members. */
enum LioStorage {
    BLOCK("IBLOCK", "block", "iblock") {
        @Override
        Backstore read(Members object) {
            return LioStorageObjects.block(object);
        }

        @Override
        void write(StorageWriter writer, Backstore backstore, ObjectNode out) {
            writer.block(backstore, out);
        }
    },
    FILEIO("FILEIO", "fileio") {
        @Override
        Backstore read(Members object) {
            return LioStorageObjects.fileio(object);
        }

        @Override
        void write(StorageWriter writer, Backstore backstore, ObjectNode out) {
            writer.fileio(backstore, out);
        }
    },
    RAMDISK("RAMDISK-MCP", "ramdisk", "rd_mcp") {
        @Override
        Backstore read(Members object) {
            return LioStorageObjects.memory(object);
        }

        @Override
        void write(StorageWriter writer, Backstore backstore, ObjectNode out) {
            out.put("size", backstore.size());
        }
    },
    /** Memory with {@code nullio}, which the row of memory reads. */
    NULL("RAMDISK-MCP", "ramdisk") {
        @Override
        Backstore read(Members object) {
            return LioStorageObjects.memory(object);
        }

        @Override
        void write(StorageWriter writer, Backstore backstore, ObjectNode out) {
            out.put("size", backstore.size()).put("nullio", true);
        }
    },
    /** Passed-through devices, which have a product and an identity of their own. */
    PSCSI(null, "pscsi") {
        @Override
        Backstore read(Members object) {
            return LioStorageObjects.passedThrough(object);
        }

        @Override
        void write(StorageWriter writer, Backstore backstore, ObjectNode out) {
            out.put("dev", backstore.path());
        }
    };

    private final String product;
    private final List<String> plugins;

    LioStorage(String product, String... plugins) {
        this.product = product;
        this.plugins = List.of(plugins);
    }

    static LioStorage of(BackstoreType type) {
        return valueOf(type.name());
    }

    /** The row that reads storage objects of a plugin, or null. */
    static LioStorage ofPlugin(String plugin) {
        return Arrays.stream(values())
                .filter(row -> row.plugins.contains(plugin))
                .findFirst()
                .orElse(null);
    }

    /** The name of the plugin in paths. */
    String plugin() {
        return plugins.getFirst();
    }

    /** The product that the kernel reports of a disk without a model alias; null where the device reports its own. */
    String product() {
        return product;
    }

    abstract Backstore read(Members object);

    /** Writes the members of this plugin alone. */
    abstract void write(StorageWriter writer, Backstore backstore, ObjectNode out);
}
