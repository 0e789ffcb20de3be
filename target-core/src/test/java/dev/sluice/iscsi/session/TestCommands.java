package dev.sluice.iscsi.session;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.ScsiCommand;
import java.util.Random;

/** Commands for the disk of {@link TestServer}. */
final class TestCommands {
    private TestCommands() {}

    static ScsiCommand read(int lba, int blocks) {
        return ScsiCommand.read(0, Cdb.read10(lba, blocks), blocks * TestServer.BLOCK);
    }

    static ScsiCommand write(int lba, byte[] data) {
        return ScsiCommand.write(0, Cdb.write10(lba, data.length / TestServer.BLOCK), data);
    }

    /** The same bytes for the same length. */
    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
