package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.cli.DiskArgument.Kind;
import dev.sluice.scsi.protection.ProtectionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskParserTest {
    @Test
    void shouldLeaveAllToTheStorageWhenOnlyAPathIsGiven() {
        assertEquals(
                new DiskArgument(
                        Kind.PATH, "/dev/sdb", -1, 0, true, false, false, false, false, ProtectionType.NONE, null),
                DiskParser.parse("/dev/sdb"));
    }

    @Test
    void shouldTakeEveryOptionWhenGiven() {
        assertEquals(
                new DiskArgument(
                        Kind.PATH,
                        "vm.img",
                        10L << 30,
                        4096,
                        false,
                        true,
                        true,
                        false,
                        true,
                        ProtectionType.NONE,
                        "A1"),
                DiskParser.parse("vm.img,size=10G,block-size=4096,write-cache=off,read-only,removable,thin,serial=A1"));
    }

    @Test
    void shouldServeMemoryAndNothingWhenAskedTo() {
        assertEquals(
                new DiskArgument(
                        Kind.RAM, null, 1L << 30, 0, true, false, false, false, true, ProtectionType.NONE, null),
                DiskParser.parse("ram:1G,thin"));
        assertEquals(
                new DiskArgument(
                        Kind.NULL, null, 1L << 40, 512, true, false, false, false, false, ProtectionType.NONE, null),
                DiskParser.parse("null:1T,block-size=512"));
    }

    @Test
    void shouldPassADeviceThroughWhenAskedTo() {
        DiskArgument disk = DiskParser.parse("pscsi:/dev/sg1");
        assertEquals(
                new DiskArgument(
                        Kind.PASS_THROUGH,
                        "/dev/sg1",
                        -1,
                        0,
                        true,
                        false,
                        false,
                        false,
                        false,
                        ProtectionType.NONE,
                        null),
                disk);
        assertEquals("pscsi:/dev/sg1", disk.source());
    }

    @Test
    void shouldProtectADiskWhenAskedTo() {
        assertEquals(ProtectionType.TYPE_1, DiskParser.parse("ram:1G,pi=1").protection());
        assertEquals(ProtectionType.TYPE_3, DiskParser.parse("a,size=1G,pi=3").protection());
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
                "a,size=1000 # the size of 1000 bytes is not a multiple of the block size of 512",
                "a,size=4608,block-size=4096 # the size of 4608 bytes is not a multiple of the block size of 4096",
                "ram:100 # the size of 100 bytes is not a multiple of the block size of 512",
                "a,size=1G,size=2G # gives size twice",
                "a,pi=2 # protection information is of type 1 or 3, not '2'",
                "a,cd,pi=1 # a CD or DVD drive only reads, blocks of 2048: pi is not for it",
                "a,thin,thin # gives thin twice",
                "ram:1G,size=1G # has two sizes: that of ram: stands after the colon",
                "a,block-size=1024 # a block size is 512 or 4096, not '1024'",
                "a,write-cache=yes # write-cache is on or off, not 'yes'",
                "a,read-only=on # the option read-only takes no value",
                "ram:1G,cd # a CD or DVD drive needs the path of an image",
                "a.iso,cd,thin # a CD or DVD drive only reads, blocks of 2048: thin is not for it",
                "null:1G,thin # a null disk keeps nothing that could be thin",
                "pscsi: # names no device: write, for example, pscsi:/dev/sg1",
                "pscsi:/dev/sg1,read-only # a device that is passed through is shown as it is: it takes no options",
                "a,serial=a b # a serial number is 1 to 32 printable ASCII characters without spaces",
                "a,serial=123456789012345678901234567890123 # a serial number is 1 to 32 printable ASCII characters without spaces",
                "a,size # the option size needs a value: size=SIZE, block-size=512|4096, write-cache=on|off, read-only, removable, cd, thin, pi=1|3, serial=TEXT",
                "a,size= # the option size needs a value: size=SIZE, block-size=512|4096, write-cache=on|off, read-only, removable, cd, thin, pi=1|3, serial=TEXT",
                "a,create # there is no disk option 'create': there are size=SIZE, block-size=512|4096, write-cache=on|off, read-only, removable, cd, thin, pi=1|3, serial=TEXT",
                "a, # there is no disk option '': there are size=SIZE, block-size=512|4096, write-cache=on|off, read-only, removable, cd, thin, pi=1|3, serial=TEXT"
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
