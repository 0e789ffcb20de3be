package dev.sluice.io.scsi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Facts that a SCSI device tells of itself.
 *
 * @param type its PERIPHERAL DEVICE TYPE; SPC-4 6.6.2, table 138
 * @param name vendor, product and revision, for people
 * @param blockBytes its logical block length, or 0 where it has none now, or does not tell
 * @param identity its identity among all devices; 1 to 64 printable ASCII characters
 */
record DeviceFacts(int type, String name, int blockBytes, String identity) {
    private static final int DISK = 0x00;
    private static final int CD_DVD = 0x05;
    private static final int OPTICAL_MEMORY = 0x07;
    private static final int REDUCED_DISK = 0x0E;
    private static final int ZONED_DISK = 0x14;

    private static final int INQUIRY = 0x12;
    private static final int READ_CAPACITY_10 = 0x25;
    private static final int UNIT_SERIAL_NUMBER = 0x80;
    private static final int DEVICE_IDENTIFICATION = 0x83;
    private static final int ANSWER_BYTES = 252;
    private static final int STANDARD_BYTES = 36;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int CHECK_CONDITION = 0x02;

    /** One after a reset, one for a changed medium, and one to spare. */
    private static final int MAX_ATTENTIONS = 3;

    private static final int NAA = 3;
    private static final int EUI_64 = 2;

    private static final byte[] NOTHING = {};

    private static final String[] TYPES = {
        "disk",
        "tape drive",
        "printer",
        "processor",
        "write-once drive",
        "CD/DVD drive",
        "scanner",
        "optical drive",
        "medium changer"
    };

    /**
     * Asks a device. Any thread but a loop's.
     *
     * @return null if it does not answer, or says that there is nothing
     */
    static DeviceFacts of(ScsiDevice device) {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(ANSWER_BYTES, 8);
            byte[] standard = ask(device, memory, INQUIRY, 0, 0, 0, ANSWER_BYTES, 0);
            if (standard.length < STANDARD_BYTES || (standard[0] & 0xE0) != 0) {
                return null;
            }
            String name = text(standard, 8, 16) + " " + text(standard, 16, 32) + " " + text(standard, 32, 36);
            int type = standard[0] & 0x1F;
            int block = hasBlocks(type) ? blockBytes(device, memory) : 0;
            return new DeviceFacts(type, name, block, identity(device, memory, name));
        }
    }

    /** Returns true where its commands may be carried out side by side; those of a tape have to stay in their order. */
    boolean takesSeveralCommands() {
        return hasBlocks(type) && type != CD_DVD;
    }

    private static boolean hasBlocks(int type) {
        return type == DISK || type == CD_DVD || type == OPTICAL_MEMORY || type == REDUCED_DISK || type == ZONED_DISK;
    }

    String typeName() {
        return type < TYPES.length ? TYPES[type] : type == REDUCED_DISK || type == ZONED_DISK ? "disk" : "SCSI device";
    }

    private static int blockBytes(ScsiDevice device, MemorySegment memory) {
        byte[] capacity = ask(device, memory, READ_CAPACITY_10, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return capacity.length < 8
                ? 0
                : (capacity[4] & 0xFF) << 24
                        | (capacity[5] & 0xFF) << 16
                        | (capacity[6] & 0xFF) << 8
                        | capacity[7] & 0xFF;
    }

    private static String identity(ScsiDevice device, MemorySegment memory, String name) {
        byte[] designators = ask(device, memory, INQUIRY, 1, DEVICE_IDENTIFICATION, 0, ANSWER_BYTES, 0);
        String designator = designator(designators, NAA);
        if (designator == null) {
            designator = designator(designators, EUI_64);
        }
        if (designator != null) {
            return designator;
        }
        byte[] serial = ask(device, memory, INQUIRY, 1, UNIT_SERIAL_NUMBER, 0, ANSWER_BYTES, 0);
        String own = serial.length > 4 ? text(serial, 4, serial.length) : device.description();
        return UUID.nameUUIDFromBytes(("sluice scsi " + name + " " + own).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The first designator of that type which names the logical unit, in hexadecimal; SPC-4 7.8.6.2. */
    private static String designator(byte[] page, int type) {
        for (int at = 4; at + 4 <= page.length; at += 4 + (page[at + 3] & 0xFF)) {
            int length = page[at + 3] & 0xFF;
            boolean ofUnit = (page[at + 1] & 0x30) == 0;
            if (ofUnit && (page[at + 1] & 0x0F) == type && length > 0 && at + 4 + length <= page.length) {
                return (type == NAA ? "naa." : "eui.") + HexFormat.of().formatHex(page, at + 4, at + 4 + length);
            }
        }
        return null;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
    }

    /** Its answer, or nothing. */
    private static byte[] ask(ScsiDevice device, MemorySegment memory, int... command) {
        byte[] cdb = new byte[command.length];
        for (int i = 0; i < cdb.length; i++) {
            cdb[i] = (byte) command[i];
        }
        int length = cdb[0] == READ_CAPACITY_10 ? 8 : ANSWER_BYTES;
        ScsiRequest request = new ScsiRequest();
        for (int i = 0; i <= MAX_ATTENTIONS; i++) {
            device.execute(request.prepare(cdb, cdb.length, TIMEOUT_MILLIS)
                    .withData(ScsiRequest.Direction.FROM_DEVICE, memory.fill((byte) 0), length));
            if (request.outcome() != ScsiOutcome.ANSWERED || request.status() != CHECK_CONDITION) {
                break;
            }
        }
        return request.outcome() == ScsiOutcome.ANSWERED && request.status() == 0
                ? Arrays.copyOf(memory.toArray(ValueLayout.JAVA_BYTE), request.transferred())
                : NOTHING;
    }
}
