package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.command.DiskCommand;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.UnitNexus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** WRITE USING TOKEN: writes what a token represents; SBC-3 5.55. */
public final class WriteUsingToken extends DiskCommand {
    static final int SERVICE_ACTION = 0x11;

    public static final List<CommandSpec> SPECS = List.of(CommandSpec.of(
                    "WRITE USING TOKEN", "83 11 00 00 00 00 FF FF FF FF FF FF FF FF 1F 00", new WriteUsingToken())
            .byServiceAction()
            .with(Trait.NEEDS_MEDIUM)
            .with(Trait.WRITES));

    private static final int HEADER_BYTES = 536;
    private static final int MOST_BYTES = HEADER_BYTES + 0xFFFF;
    private static final int OFFSET_AT = 8;
    private static final int TOKEN_AT = 16;
    private static final int RANGES_AT = 534;
    private static final int IMMEDIATE_BIT = 0;
    private static final int DELETE_BIT = 1;

    /** A token, and where its blocks are. */
    private record Source(UnitNexus at, RodToken token) {}

    private WriteUsingToken() {}

    @Override
    protected void run(ScsiTask task) {
        if (task.transport() instanceof BackgroundCopy copy) {
            task.begin(CopyTransfer.TYPE).start(copy.segments(), copy.operation());
            return;
        }
        long length = Cdb.u32(task.cdb(), 10);
        if (length == 0) {
            succeed(task);
        } else if (length < HEADER_BYTES || length > MOST_BYTES) {
            fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        } else {
            receive(task, (int) length, WriteUsingToken::write);
        }
    }

    private static void write(ScsiTask task, byte[] list, int length) {
        List<Segment> segments;
        Source source = null;
        long wanted;
        try {
            List<BlockRange> ranges = TokenList.ranges(task, list, length, HEADER_BYTES);
            wanted = BlockRange.sum(ranges);
            byte[] token = Arrays.copyOfRange(list, TOKEN_AT, TOKEN_AT + RodToken.BYTES);
            TokenList.require(
                    TokenBytes.lengthField(token) == RodToken.LENGTH_FIELD,
                    RodToken.problem(AdditionalSense.INVALID_TOKEN_OPERATION_INVALID_TOKEN_LENGTH));
            if (TokenBytes.type(token) == TokenBytes.ZEROES) {
                segments = zeroes(task.unitNexus(), ranges);
            } else {
                source = find(task.unitNexus(), token);
                segments = segments(task.unitNexus(), source, Cdb.u64(list, OFFSET_AT), ranges);
            }
        } catch (CopyListException e) {
            fail(task, e.why());
            return;
        }
        boolean background = Cdb.bit(list, 2, IMMEDIATE_BIT);
        CopyOperation operation =
                CopyOperation.withTokens(SERVICE_ACTION, task.unit().blockShift(), background);
        if (!CopyOperations.of(task.unitNexus()).enter(Cdb.u32(task.cdb(), 6), operation)) {
            fail(task, SenseData.of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.OPERATION_IN_PROGRESS));
            return;
        }
        if (source != null && Cdb.bit(list, 2, DELETE_BIT)) {
            Source deleted = source;
            operation.whenEnded(() -> RodTokens.of(deleted.at().unit()).remove(deleted.token()));
        }
        operation.residual(segments.stream().mapToLong(Segment::length).sum() < wanted);
        if (background) {
            BackgroundCopy.start(task, segments, operation);
            succeed(task);
        } else {
            task.begin(CopyTransfer.TYPE).start(segments, operation);
        }
    }

    private static List<Segment> zeroes(UnitNexus to, List<BlockRange> ranges) {
        return ranges.stream()
                .map(range -> new Segment(null, 0, to, range.offset(), range.length()))
                .toList();
    }

    /** Among the tokens of the logical units that the initiator sees: it could read the blocks as well. */
    private static Source find(UnitNexus at, byte[] bytes) throws CopyListException {
        TokenList.require(
                TokenBytes.type(bytes) == TokenBytes.CHANGE_VULNERABLE,
                RodToken.problem(AdditionalSense.INVALID_TOKEN_OPERATION_UNSUPPORTED_TOKEN_TYPE));
        List<Source> found = new ArrayList<>(1);
        at.nexus().forEachUnit(candidate -> {
            RodToken token = RodTokens.of(candidate.unit()).find(TokenBytes.identifier(bytes), bytes);
            if (token != null) {
                found.add(new Source(candidate, token));
            }
        });
        TokenList.require(!found.isEmpty(), RodToken.problem(AdditionalSense.INVALID_TOKEN_OPERATION_TOKEN_UNKNOWN));
        Source source = found.getFirst();
        long now = at.nexus().loop().nowNanos();
        TokenList.require(
                !source.token().isExpired(now),
                RodToken.problem(AdditionalSense.INVALID_TOKEN_OPERATION_TOKEN_EXPIRED));
        TokenList.require(source.token().isIntact(), RodToken.revoked());
        source.token().used(now);
        return source;
    }

    /** The ranges to be read and to be written: as much as the token has. */
    private static List<Segment> segments(UnitNexus to, Source from, long offsetBlocks, List<BlockRange> ranges)
            throws CopyListException {
        List<BlockRange> source = from.token().ranges();
        long represented = BlockRange.sum(source);
        int shift = to.unit().blockShift();
        TokenList.require(
                offsetBlocks >= 0 && offsetBlocks < represented >>> shift,
                SenseData.invalidFieldInParameterList(OFFSET_AT, 7));
        long skip = offsetBlocks << shift;
        long alignment = Math.max(to.unit().blockSize(), from.at().unit().blockSize());
        List<Segment> segments = new ArrayList<>();
        int target = 0;
        long written = 0;
        for (BlockRange piece : source) {
            long read = Math.min(skip, piece.length());
            skip -= read;
            while (read < piece.length() && target < ranges.size()) {
                BlockRange range = ranges.get(target);
                long length = Math.min(piece.length() - read, range.length() - written);
                TokenList.require(length % alignment == 0, SenseData.invalidFieldInParameterList(RANGES_AT, 7));
                segments.add(new Segment(
                        from.at(), piece.offset() + read, to, range.offset() + written, length, from.token()));
                read += length;
                written += length;
                if (written == range.length()) {
                    target++;
                    written = 0;
                }
            }
        }
        return segments;
    }
}
