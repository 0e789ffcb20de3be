package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskParserTest {
    private static final String OPTIONS =
            "size=SIZE, block-size=512|4096, write-cache=on|off, read-only, removable, cd, thin, pi=1|3, serial=TEXT";

    private static Backstore file(String path, Long size) {
        return Backstore.of(BackstoreType.FILEIO, "disk", path, size);
    }

    @Test
    void shouldLeaveAllToTheStorageWhenOnlyAPathIsGiven() {
        assertEquals(file("missing.img", null), DiskParser.parse("missing.img"));
        assertEquals(Backstore.of(BackstoreType.BLOCK, "disk", "/dev/null", null), DiskParser.parse("/dev/null"));
    }

    @Test
    void shouldTakeEveryOptionWhenGiven() {
        assertEquals(
                file("vm.img", 10L << 30)
                        .with(Backstore.BLOCK_SIZE, 4096)
                        .with(Backstore.WRITE_CACHE, false)
                        .with(Backstore.READ_ONLY, true)
                        .with(Backstore.REMOVABLE, true)
                        .with(Backstore.THIN, true)
                        .withIdentity(Identity.ofSerial("A1")),
                DiskParser.parse("vm.img,size=10G,block-size=4096,write-cache=off,read-only,removable,thin,serial=A1"));
        assertEquals(file("a.iso", null).with(Backstore.CD, true), DiskParser.parse("a.iso,cd"));
    }

    @Test
    void shouldServeMemoryAndNothingWhenAskedTo() {
        assertEquals(
                Backstore.of(BackstoreType.RAMDISK, "ram:1G", null, 1L << 30).with(Backstore.THIN, true),
                DiskParser.parse("ram:1G,thin"));
        assertEquals(
                Backstore.of(BackstoreType.NULL, "null:1T", null, 1L << 40).with(Backstore.BLOCK_SIZE, 512),
                DiskParser.parse("null:1T,block-size=512"));
    }

    @Test
    void shouldPassADeviceThroughWhenAskedTo() {
        Backstore disk = DiskParser.parse("pscsi:/dev/sg1");
        assertEquals(Backstore.of(BackstoreType.PSCSI, "disk", "/dev/sg1", null), disk);
        assertEquals("pscsi:/dev/sg1", DiskParser.source(disk));
    }

    @Test
    void shouldProtectADiskWhenAskedTo() {
        assertEquals(1, DiskParser.parse("ram:1G,pi=1").protection());
        assertEquals(3, DiskParser.parse("a,size=1G,pi=3").protection());
    }

    @Test
    void shouldKeepACommaInAPathWhenItIsWrittenTwice() {
        assertEquals("a,b,.img", DiskParser.parse("a,,b,,.img,read-only").path());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "`` # names no disk: write a path, ram:SIZE, null:SIZE or pscsi:DEVICE",
                ",size=1G # names no disk: write a path, ram:SIZE, null:SIZE or pscsi:DEVICE",
                "a,size=1000 # size: 1000 bytes are not a multiple of the block size of 512: write 1024",
                "a,size=4608,block-size=4096 # size: 4608 bytes are not a multiple of the block size of 4096: write 8192",
                "ram:100 # size: 100 bytes are not a multiple of the block size of 512: write 512",
                "a,size=1G,size=2G # gives size twice",
                "a,pi=2 # pi is one of 0, 1, 3, not '2'",
                "a,cd,pi=1 # pi: a CD or DVD drive only reads, blocks of 2048: leave it out",
                "a,thin,thin # gives thin twice",
                "ram:1G,size=1G # has two sizes: that of a source without a path stands after the colon",
                "a,block-size=1024 # block-size: a block size is 512 or 4096, not 1024",
                "a,write-cache=yes # write-cache is on or off, not 'yes'",
                "a,read-only=on # the option read-only takes no value",
                "ram:1G,cd # cd: a CD or DVD drive needs an image: make the backstore one of type fileio",
                "a.iso,cd,thin # thin: a CD or DVD drive only reads, blocks of 2048: leave it out",
                "null:1G,thin # thin: a null disk keeps nothing that could be thin: leave it out",
                "/dev/null,size=1G # size: a device has the size that it has: leave it out",
                "pscsi: # names no device: write, for example, pscsi:/dev/sg1",
                "pscsi:/dev/sg1,read-only # read-only: a device that is passed through is shown as it is: leave it out",
                "pscsi:/dev/sg1,serial=1 # serial: a device that is passed through has its own serial number: leave it out",
                "a,serial=ä # serial: a serial number is 1 to 252 printable ASCII characters",
                "a,size # the option size needs a value: " + OPTIONS,
                "a,size= # the option size needs a value: " + OPTIONS,
                "a,create # there is no disk option 'create': there are " + OPTIONS,
                "a, # there is no disk option '': there are " + OPTIONS
            })
    void shouldSayWhatIsWrongWhenADiskCannotBeMeant(String argument, String reason) {
        String message = assertThrows(UsageException.class, () -> DiskParser.parse(argument))
                .getMessage();
        assertEquals("--disk '" + argument + "': " + reason, message);
    }

    @ParameterizedTest
    @CsvSource({
        "'ram:', '--disk ''ram:'': the size'",
        "'ram:x', '--disk ''ram:x'': the size'",
        "'null:-1G', '--disk ''null:-1G'': the size'",
        "'a,size=1.5G', '--disk ''a,size=1.5G'': size'",
        "'a,size=0', '--disk ''a,size=0'': size must not be zero'",
        "'ram:9999999T', '--disk ''ram:9999999T'': the size ''9999999T'' is too large'"
    })
    void shouldNameTheDiskWhenItsSizeIsNone(String argument, String start) {
        String message = assertThrows(UsageException.class, () -> DiskParser.parse(argument))
                .getMessage();
        assertEquals(start, message.substring(0, start.length()));
    }
}
