package dev.sluice.iscsi.report;

import java.time.Duration;

/**
 * A command that has not ended, as it was when it was asked for.
 *
 * @param tsih of its session
 * @param lun as the initiator numbers it; -1 where it is no number
 * @param serial the unit serial number of what is there, or null
 * @param opcode the first byte of its CDB
 * @param age since its header arrived
 * @param stage the step that it waits for, in words
 * @param open number of commands of the session that are open at that LUN
 */
public record OpenCommandReport(
        int tsih,
        String initiatorName,
        String targetName,
        int lun,
        String serial,
        int opcode,
        Duration age,
        String stage,
        int open) {}
