package dev.sluice.daemon.backstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.target.LunDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionFileTest {
    @TempDir
    Path folder;

    private LunDefinition open(Long size) throws DeviceOpenException {
        return new BackstoreOpener(16)
                .create(Backstore.of(
                                BackstoreType.FILEIO,
                                "disk",
                                folder.resolve("disk.img").toString(),
                                size)
                        .with(Backstore.PROTECTION, 1));
    }

    @Test
    void shouldKeepInformationBesideTheDiskWhenItIsProtected() throws IOException {
        LunDefinition made = open(1L << 20);
        assertEquals(ProtectionType.TYPE_1, made.settings().protection());
        made.device().close();
        assertEquals(2048 * 8, Files.size(folder.resolve("disk.img.pi")));
        open(null).device().close();
    }

    @Test
    void shouldRefuseInformationOfAnotherDisk() throws IOException {
        Files.write(folder.resolve("disk.img.pi"), new byte[4096]);
        DeviceOpenException stale = assertThrows(DeviceOpenException.class, () -> open(1L << 20));
        assertTrue(stale.getMessage().contains("of a disk that is gone"), stale.getMessage());
        Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        DeviceOpenException wrong = assertThrows(DeviceOpenException.class, () -> open(null));
        assertTrue(wrong.getMessage().contains("has 4096 bytes"), wrong.getMessage());
    }
}
