package dev.sluice.scsi.unit;

import dev.sluice.scsi.taskset.AbortNotice;

/**
 * The values that initiators set by mode pages: immutable, and the same for all of them (SPC-4 7.5, SBC-3 6.5).
 *
 * @param writeCache true if writes may be acknowledged before they are durable (WCE)
 * @param softwareWriteProtect true if an initiator has forbidden writes (SWP)
 * @param descriptorSense true if sense data has the descriptor format (D_SENSE)
 * @param separateTaskSets true if each nexus has a task set of its own (TST is 001b)
 * @param queueError the effect of an error on other tasks
 * @param taskAbortedStatus true if tasks that another nexus aborts end with a status (TAS)
 * @param availableThreshold of the resources of a thin disk that are left; may be crossed downwards
 * @param usedThreshold of those that are in use; may be crossed upwards
 * @param oneInitiatorHears true if only one initiator is told that a threshold is crossed (SITUA)
 */
public record UnitModes(
        boolean writeCache,
        boolean softwareWriteProtect,
        boolean descriptorSense,
        boolean separateTaskSets,
        QueueError queueError,
        boolean taskAbortedStatus,
        Threshold availableThreshold,
        Threshold usedThreshold,
        boolean oneInitiatorHears) {
    /** QERR: the fate of the tasks of a task set in which one ends with CHECK CONDITION; SPC-4 7.5.8. */
    public enum QueueError {
        GO_ON(0),
        ABORT_ALL(1),
        ABORT_OWN(3);

        private final int code;

        QueueError(int code) {
            this.code = code;
        }

        /** The value of the QERR field. */
        public int code() {
            return code;
        }

        /** Null where the value is reserved. */
        public static QueueError of(int code) {
            for (QueueError one : values()) {
                if (one.code == code) {
                    return one;
                }
            }
            return null;
        }
    }

    /**
     * A logical block provisioning threshold; SBC-3 4.7.3.7.
     *
     * @param count in threshold sets, 0 to 2^32 - 1
     */
    public record Threshold(boolean enabled, long count) {
        public static final Threshold OFF = new Threshold(false, 0);
    }

    /** The modes of a new unit. */
    static UnitModes initial(boolean writeCache) {
        return new UnitModes(
                writeCache, false, false, false, QueueError.GO_ON, false, Threshold.OFF, Threshold.OFF, false);
    }

    /** The notice to initiators whose tasks another one aborts. */
    AbortNotice abortNotice() {
        return taskAbortedStatus ? AbortNotice.STATUS : AbortNotice.ATTENTION;
    }

    public UnitModes withWriteCache(boolean value) {
        return new UnitModes(
                value,
                softwareWriteProtect,
                descriptorSense,
                separateTaskSets,
                queueError,
                taskAbortedStatus,
                availableThreshold,
                usedThreshold,
                oneInitiatorHears);
    }

    /** The same with what the Control mode page has. */
    public UnitModes withControl(
            boolean newSoftwareWriteProtect,
            boolean newDescriptorSense,
            boolean newSeparateTaskSets,
            QueueError newQueueError,
            boolean newTaskAbortedStatus) {
        return new UnitModes(
                writeCache,
                newSoftwareWriteProtect,
                newDescriptorSense,
                newSeparateTaskSets,
                newQueueError,
                newTaskAbortedStatus,
                availableThreshold,
                usedThreshold,
                oneInitiatorHears);
    }

    /** The same with what the Logical Block Provisioning mode page has. */
    public UnitModes withThresholds(Threshold available, Threshold used, boolean newOneInitiatorHears) {
        return new UnitModes(
                writeCache,
                softwareWriteProtect,
                descriptorSense,
                separateTaskSets,
                queueError,
                taskAbortedStatus,
                available,
                used,
                newOneInitiatorHears);
    }
}
