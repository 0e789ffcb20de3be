package dev.sluice.scsi.port;

import dev.sluice.scsi.LunAddress;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.Collections;
import java.util.Map;

/** The logical units of a target port that an initiator sees, and their numbers. Immutable. */
public sealed interface LunView {
    /** All, as they are. */
    LunView EVERYTHING = new All(false);

    /** Nothing. */
    LunView NOTHING = new Mapped(Map.of());

    /**
     * All, under the numbers of the port.
     *
     * @param writeProtected true if the initiator may only read
     */
    record All(boolean writeProtected) implements LunView {}

    /** Those named, by the initiator's own numbers, 0 to {@value LunAddress#MAX}; a number that leads nowhere yet is allowed. */
    record Mapped(Map<Integer, LunMapping> luns) implements LunView {
        public Mapped {
            luns = Map.copyOf(luns);
            luns.keySet().forEach(LunAddress::encode);
        }
    }

    /** The units of a port that it shows; not to be changed. */
    default LogicalUnit[] of(LogicalUnit[] units) {
        return switch (this) {
            case All ignored -> units;
            case Mapped(Map<Integer, LunMapping> luns) -> {
                LogicalUnit[] seen = new LogicalUnit[luns.isEmpty() ? 0 : Collections.max(luns.keySet()) + 1];
                luns.forEach(
                        (number, lun) -> seen[number] = lun.portLun() < units.length ? units[lun.portLun()] : null);
                yield seen;
            }
        };
    }

    /** Returns true if the unit at one of the initiator's numbers may only be read. */
    default boolean isWriteProtected(int number) {
        return switch (this) {
            case All(boolean writeProtected) -> writeProtected;
            case Mapped(Map<Integer, LunMapping> luns) ->
                luns.containsKey(number) && luns.get(number).writeProtected();
        };
    }
}
