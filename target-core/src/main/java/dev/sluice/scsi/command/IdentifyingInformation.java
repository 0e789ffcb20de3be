package dev.sluice.scsi.command;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandSpec.Trait;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.SavedParameters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * REPORT IDENTIFYING INFORMATION and SET IDENTIFYING INFORMATION: what an administrator writes on a disk, to know it by;
 * SPC-4 6.32, 6.43 and 5.7. It can be set where it can be saved.
 */
public final class IdentifyingInformation {
    public static final List<CommandSpec> SPECS = List.of(
            CommandSpec.of("REPORT IDENTIFYING INFORMATION", "A3 05 00 00 00 00 FF FF FF FF FE 00", new Report())
                    .byServiceAction()
                    .with(Trait.IGNORES_PERSISTENT_RESERVATIONS)
                    .with(Trait.RUNS_IN_STANDBY),
            CommandSpec.of("SET IDENTIFYING INFORMATION", "A4 06 00 00 00 00 FF FF FF FF FE 00", new Set())
                    .byServiceAction()
                    .onlyIf(unit -> unit.parameters().canSave())
                    .with(Trait.NEEDS_RESERVATION)
                    .with(Trait.RUNS_IN_STANDBY));

    private static final int TYPE_BYTE = 10;
    private static final int IDENTIFIER = 0;
    private static final int TEXT = 2;
    private static final int ALL_TYPES = 0x7F;

    private static final int MAX_IDENTIFIER_BYTES = 512;
    private static final int MAX_TEXT_BYTES = 256;

    private IdentifyingInformation() {}

    private static int type(ScsiTask task) {
        return Cdb.u8(task.cdb(), TYPE_BYTE) >>> 1;
    }

    private static final class Report extends DiskCommand {
        @Override
        protected void run(ScsiTask task) {
            SavedParameters saved = task.unit().parameters().saved();
            PageBytes data = new PageBytes().u32(0);
            switch (type(task)) {
                case IDENTIFIER -> data.bytes(HexFormat.of().parseHex(saved.identifier()));
                case TEXT -> {
                    data.bytes(saved.text().getBytes(StandardCharsets.UTF_8));
                    data.zeros(saved.text().isEmpty() ? 0 : 1);
                }
                case ALL_TYPES ->
                    data.u8(IDENTIFIER << 1)
                            .u8(0)
                            .u16(MAX_IDENTIFIER_BYTES)
                            .u8(TEXT << 1)
                            .u8(0)
                            .u16(MAX_TEXT_BYTES)
                            .u8(ALL_TYPES << 1)
                            .u8(0)
                            .u16(0);
                default -> {
                    fail(task, SenseData.invalidFieldInCdb(TYPE_BYTE, 7));
                    return;
                }
            }
            data.set16(2, data.length() - 4);
            reply(task, data, Cdb.u32(task.cdb(), 6));
        }
    }

    private static final class Set extends DiskCommand {
        @Override
        protected void run(ScsiTask task) {
            long length = Cdb.u32(task.cdb(), 6);
            int type = type(task);
            if (type != IDENTIFIER && type != TEXT) {
                fail(task, SenseData.invalidFieldInCdb(TYPE_BYTE, 7));
            } else if (length > (type == TEXT ? MAX_TEXT_BYTES : MAX_IDENTIFIER_BYTES)) {
                fail(task, SenseData.invalidFieldInCdb(6, 7));
            } else {
                receive(task, (int) length, Set::set);
            }
        }

        private static void set(ScsiTask task, byte[] list, int length) {
            if (length < Cdb.u32(task.cdb(), 6)) {
                fail(task, SenseData.PARAMETER_LIST_LENGTH_ERROR);
                return;
            }
            UnaryOperator<SavedParameters> change;
            if (type(task) == TEXT) {
                String text = text(list, length);
                if (text == null) {
                    fail(task, SenseData.invalidFieldInParameterList(0, 7));
                    return;
                }
                change = saved -> saved.withText(text);
            } else {
                String identifier = HexFormat.of().formatHex(list, 0, length);
                change = saved -> saved.withIdentifier(identifier);
            }
            save(task, change, done -> {
                done.unit().establish(AdditionalSense.DEVICE_IDENTIFIER_CHANGED, done.unitNexus());
                succeed(done);
            });
        }

        /** UTF-8 up to a null character, which must be the last one; null if it is not. */
        private static String text(byte[] list, int length) {
            if (length == 0) {
                return "";
            }
            byte[] text = Arrays.copyOf(list, length - 1);
            if (list[length - 1] != 0 || new String(text, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0) {
                return null;
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(text))
                        .toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }
}
