package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.target.LunDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionFileTest {
    @TempDir
    Path folder;

    private LunDefinition open(String options) {
        return DiskOpener.open(List.of(DiskParser.parse(folder.resolve("disk.img") + options)), 16)
                .getFirst();
    }

    @Test
    void shouldKeepInformationBesideTheDiskWhenItIsProtected() throws IOException {
        LunDefinition made = open(",size=1M,pi=1");
        assertEquals(ProtectionType.TYPE_1, made.settings().protection());
        made.device().close();
        assertEquals(2048 * 8, Files.size(folder.resolve("disk.img.pi")));
        open(",pi=1").device().close();
    }

    @Test
    void shouldRefuseInformationOfAnotherDisk() throws IOException {
        Files.write(folder.resolve("disk.img.pi"), new byte[4096]);
        UsageException stale = assertThrows(UsageException.class, () -> open(",size=1M,pi=1"));
        assertTrue(stale.getMessage().contains("of a disk that is gone"), stale.getMessage());
        Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        UsageException wrong = assertThrows(UsageException.class, () -> open(",pi=1"));
        assertTrue(wrong.getMessage().contains("has 4096 bytes"), wrong.getMessage());
    }
}
