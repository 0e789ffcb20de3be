package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.UnitNames;
import dev.sluice.scsi.unit.UnitNexus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The parameter list of EXTENDED COPY, of either form; SPC-4 6.4 and 6.5. */
final class CopyList {
    /** The fields of the two forms of the list. */
    private enum Form {
        LID1(16, 0, 1, 2, 2, 8, 4, 12, 4),
        LID4(48, 20, 4, 42, 2, 44, 2, 46, 2);

        final int headerBytes;
        final int listIdAt;
        final int listIdBytes;
        final int cscdLengthAt;
        final int cscdLengthBytes;
        final int segmentLengthAt;
        final int segmentLengthBytes;
        final int inlineLengthAt;
        final int inlineLengthBytes;

        Form(
                int headerBytes,
                int listIdAt,
                int listIdBytes,
                int cscdLengthAt,
                int cscdLengthBytes,
                int segmentLengthAt,
                int segmentLengthBytes,
                int inlineLengthAt,
                int inlineLengthBytes) {
            this.headerBytes = headerBytes;
            this.listIdAt = listIdAt;
            this.listIdBytes = listIdBytes;
            this.cscdLengthAt = cscdLengthAt;
            this.cscdLengthBytes = cscdLengthBytes;
            this.segmentLengthAt = segmentLengthAt;
            this.segmentLengthBytes = segmentLengthBytes;
            this.inlineLengthAt = inlineLengthAt;
            this.inlineLengthBytes = inlineLengthBytes;
        }
    }

    private static final int LIST_FORMAT = 1;
    private static final int IMMEDIATE_BYTE = 15;
    private static final int IMMEDIATE_BIT = 0;

    private static final int IDENTIFICATION_CSCD = 0xE4;
    private static final int CSCD_BYTES = 32;
    private static final int BLOCK_TO_BLOCK = 0x02;
    private static final int BLOCK_TO_BLOCK_OFFSET = 0x0A;
    private static final int SEGMENT_HEADER_BYTES = 4;
    private static final int BLOCK_TO_BLOCK_BYTES = 0x18;
    private static final int BLOCK_TO_BLOCK_OFFSET_BYTES = 0x1C;
    private static final int COUNTS_DESTINATION_BLOCKS_BIT = 1;

    /** The logical unit that the command was sent to; SPC-4 table 120. */
    private static final int THIS_UNIT = 0xFFFF;

    private static final int NAA = 3;
    private static final int T10_VENDOR_ID = 1;
    private static final int BINARY = 1;
    private static final int ASCII = 2;
    private static final int MAX_DESIGNATOR_BYTES = 20;
    private static final int DEVICE_TYPE_MASK = 0x1F;
    private static final int DIRECT_ACCESS = 0;

    /** DISK BLOCK LENGTH, where initiators that do not tell it leave zeroes. */
    private static final int BLOCK_LENGTH = 29;

    /** LIST ID USAGE 11b: there is no list identifier. */
    private static final int NO_LIST_ID = 3;

    private final UnitNexus at;
    private final Form form;
    private final byte[] list;
    private final List<UnitNexus> cscds = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();

    private CopyList(UnitNexus at, Form form, byte[] list) {
        this.at = at;
        this.form = form;
        this.list = list;
    }

    /** Parses {@code list}, which was sent to {@code at}. */
    static CopyList parse(UnitNexus at, byte[] list, boolean isLong) throws CopyListException {
        CopyList copy = new CopyList(at, isLong ? Form.LID4 : Form.LID1, list);
        copy.parse();
        return copy;
    }

    List<Segment> segments() {
        return segments;
    }

    /** The list identifier, or -1 where the initiator does not want to ask for this copy. */
    long listId() {
        return (Cdb.u8(list, 1) >>> 3 & 3) == NO_LIST_ID ? -1 : number(form.listIdAt, form.listIdBytes);
    }

    private long number(int offset, int bytes) {
        return switch (bytes) {
            case 1 -> Cdb.u8(list, offset);
            case 2 -> Cdb.u16(list, offset);
            default -> Cdb.u32(list, offset);
        };
    }

    private void parse() throws CopyListException {
        require(list.length >= form.headerBytes, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        if (form == Form.LID4) {
            require(Cdb.u8(list, 0) == LIST_FORMAT, SenseData.invalidFieldInParameterList(0, 7));
            require(
                    !Cdb.bit(list, IMMEDIATE_BYTE, IMMEDIATE_BIT),
                    SenseData.invalidFieldInParameterList(IMMEDIATE_BYTE, IMMEDIATE_BIT));
        }
        long cscdBytes = number(form.cscdLengthAt, form.cscdLengthBytes);
        long segmentBytes = number(form.segmentLengthAt, form.segmentLengthBytes);
        long inlineBytes = number(form.inlineLengthAt, form.inlineLengthBytes);
        long end = form.headerBytes + cscdBytes + segmentBytes;
        require(
                cscdBytes + segmentBytes <= CopyLimits.MAX_DESCRIPTOR_BYTES
                        && end <= list.length
                        && cscdBytes % CSCD_BYTES == 0,
                SenseData.PARAMETER_LIST_LENGTH_ERROR);
        require(inlineBytes == 0, illegal(AdditionalSense.INLINE_DATA_LENGTH_EXCEEDED));
        require(
                cscdBytes / CSCD_BYTES <= CopyLimits.MAX_CSCD_DESCRIPTORS,
                illegal(AdditionalSense.TOO_MANY_TARGET_DESCRIPTORS));
        int segmentsAt = (int) (form.headerBytes + cscdBytes);
        for (int offset = form.headerBytes; offset < segmentsAt; offset += CSCD_BYTES) {
            parseCscd(offset);
        }
        countSegments(segmentsAt, (int) end);
        for (int offset = segmentsAt; offset < end; offset += segmentBytes(offset)) {
            parseSegment(offset);
        }
    }

    private void countSegments(int from, int end) throws CopyListException {
        int count = 0;
        for (int offset = from; offset < end; offset += segmentBytes(offset)) {
            require(end - offset >= SEGMENT_HEADER_BYTES, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            require(offset + segmentBytes(offset) <= end, SenseData.PARAMETER_LIST_LENGTH_ERROR);
            count++;
        }
        require(count <= CopyLimits.MAX_SEGMENT_DESCRIPTORS, illegal(AdditionalSense.TOO_MANY_SEGMENT_DESCRIPTORS));
    }

    private int segmentBytes(int offset) {
        return offset + SEGMENT_HEADER_BYTES > list.length
                ? SEGMENT_HEADER_BYTES
                : SEGMENT_HEADER_BYTES + Cdb.u16(list, offset + 2);
    }

    /** A descriptor that names no unit here is no error until a segment refers to it. */
    private void parseCscd(int offset) throws CopyListException {
        require(
                Cdb.u8(list, offset) == IDENTIFICATION_CSCD,
                illegal(AdditionalSense.UNSUPPORTED_TARGET_DESCRIPTOR_TYPE_CODE));
        int length = Cdb.u8(list, offset + 7);
        require(length <= MAX_DESIGNATOR_BYTES, SenseData.invalidFieldInParameterList(offset + 7, 7));
        UnitNexus[] found = new UnitNexus[1];
        Consumer<UnitNexus> match = candidate -> {
            if (found[0] == null && isNamed(candidate, offset, length)) {
                found[0] = candidate;
            }
        };
        at.nexus().forEachUnit(match);
        if (found[0] != null) {
            requireAsDescribed(found[0].unit(), offset);
        }
        cscds.add(found[0]);
    }

    /** By one of the designators of VPD page 83, which is one of the logical unit. */
    private boolean isNamed(UnitNexus candidate, int offset, int length) {
        byte[] named = Arrays.copyOfRange(list, offset + 8, offset + 8 + length);
        int codeSet = Cdb.u8(list, offset + 4) & 0x0F;
        UnitNames names = candidate.unit().names();
        return switch (Cdb.u8(list, offset + 5) & 0x3F) {
            case NAA -> codeSet == BINARY && Arrays.equals(named, names.naaBytes());
            case T10_VENDOR_ID ->
                codeSet == ASCII && new String(named, StandardCharsets.ISO_8859_1).equals(names.t10());
            default -> false;
        };
    }

    /** With another type or another length of blocks, other blocks would be copied than are meant. */
    private void requireAsDescribed(LogicalUnit unit, int offset) throws CopyListException {
        require(
                (Cdb.u8(list, offset + 1) & DEVICE_TYPE_MASK) == DIRECT_ACCESS,
                SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.INCORRECT_COPY_TARGET_DEVICE_TYPE));
        int blockBytes = Cdb.u24(list, offset + BLOCK_LENGTH);
        require(
                blockBytes == 0 || blockBytes == unit.blockSize(),
                SenseData.invalidFieldInParameterList(offset + BLOCK_LENGTH, 7));
    }

    private void parseSegment(int offset) throws CopyListException {
        int type = Cdb.u8(list, offset);
        boolean inBytes = type == BLOCK_TO_BLOCK_OFFSET;
        require(inBytes || type == BLOCK_TO_BLOCK, illegal(AdditionalSense.UNSUPPORTED_SEGMENT_DESCRIPTOR_TYPE_CODE));
        require(
                Cdb.u16(list, offset + 2) == (inBytes ? BLOCK_TO_BLOCK_OFFSET_BYTES : BLOCK_TO_BLOCK_BYTES),
                SenseData.invalidFieldInParameterList(offset + 2, 7));
        UnitNexus source = cscd(Cdb.u16(list, offset + 4));
        UnitNexus destination = cscd(Cdb.u16(list, offset + 6));
        long sourceOffset = bytes(source, Cdb.u64(list, offset + 12));
        long destinationOffset = bytes(destination, Cdb.u64(list, offset + 20));
        long length;
        if (inBytes) {
            length = Cdb.u32(list, offset + 8);
            sourceOffset += Cdb.u16(list, offset + 28);
            destinationOffset += Cdb.u16(list, offset + 30);
        } else {
            UnitNexus counted = Cdb.bit(list, offset + 1, COUNTS_DESTINATION_BLOCKS_BIT) ? destination : source;
            length = (long) Cdb.u16(list, offset + 10) << counted.unit().blockShift();
        }
        checkRange(source, sourceOffset, length);
        checkRange(destination, destinationOffset, length);
        if (length > 0) {
            segments.add(new Segment(source, sourceOffset, destination, destinationOffset, length));
        }
    }

    private UnitNexus cscd(int index) throws CopyListException {
        UnitNexus found = index == THIS_UNIT ? at : index < cscds.size() ? cscds.get(index) : null;
        require(found != null, SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.UNREACHABLE_COPY_TARGET));
        return found;
    }

    private static long bytes(UnitNexus unit, long block) throws CopyListException {
        require(
                block >= 0 && block <= unit.unit().state().blocks(),
                SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION));
        return block << unit.unit().blockShift();
    }

    private static void checkRange(UnitNexus unit, long offset, long length) throws CopyListException {
        require(
                (offset | length) % unit.unit().blockSize() == 0,
                SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.INEXACT_SEGMENT));
        long size = unit.unit().state().blocks() << unit.unit().blockShift();
        require(
                length <= CopyLimits.MAX_SEGMENT_BYTES && offset <= size && length <= size - offset,
                SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION));
    }

    private static SenseData illegal(int additional) {
        return SenseData.of(SenseKey.ILLEGAL_REQUEST, additional);
    }

    private static void require(boolean condition, SenseData otherwise) throws CopyListException {
        if (!condition) {
            throw new CopyListException(otherwise);
        }
    }
}
