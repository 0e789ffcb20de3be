package dev.sluice.cli;

import dev.sluice.io.device.DeviceProperties;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.target.LunDefinition;
import dev.sluice.text.ByteSize;

/** The line that is printed for a served disk: its kind, its properties for initiators, its way of I/O. */
final class DiskLine {
    private DiskLine() {}

    static String of(int lun, LunDefinition definition, ServerTuning tuning) {
        DeviceProperties device = definition.device().properties();
        LogicalUnitSettings settings = definition.settings();
        StringBuilder line = new StringBuilder();
        line.append("LUN ").append(lun).append("  ").append(device.description());
        if (definition.type() == LunDefinition.Type.PASS_THROUGH) {
            return line.append(", passed through").toString();
        }
        line.append("  ").append(ByteSize.exact(device.sizeBytes()));
        line.append(", blocks of ").append(settings.blockSize());
        line.append(device.direct() ? ", direct" : ", buffered");
        line.append(", aligned to ").append(device.alignmentBytes());
        line.append(device.canUnmap() ? ", discard" : ", no discard");
        line.append(settings.writeCache() ? ", write cache" : ", write-through");
        if (settings.readOnly() || device.readOnly()) {
            line.append(", read-only");
        }
        if (settings.removable()) {
            line.append(", removable");
        }
        if (settings.thin() && device.canUnmap()) {
            line.append(", thin");
        }
        line.append(
                tuning.ioWorkers() == 0
                        ? ", inline on " + count(tuning.cores(), "ring")
                        : ", " + count(tuning.ioWorkers(), "worker") + " for " + count(tuning.cores(), "loop"));
        line.append(", ").append(settings.diskById());
        return line.toString();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
