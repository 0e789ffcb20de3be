package dev.sluice.iscsi.pdu;

import java.util.List;

/** Functions and responses of task management, RFC 7143 11.5.1 and 11.6.1, RFC 7144 4.2 and 4.3. */
public final class TaskManagement {
    public static final int ABORT_TASK = 1;
    public static final int ABORT_TASK_SET = 2;
    public static final int CLEAR_TASK_SET = 4;
    public static final int LOGICAL_UNIT_RESET = 5;
    public static final int TARGET_WARM_RESET = 6;
    public static final int TARGET_COLD_RESET = 7;
    public static final int TASK_REASSIGN = 8;
    public static final int QUERY_TASK = 9;
    public static final int QUERY_TASK_SET = 10;
    public static final int I_T_NEXUS_RESET = 11;
    public static final int QUERY_ASYNCHRONOUS_EVENT = 12;

    public static final int FUNCTION_COMPLETE = 0;
    public static final int TASK_DOES_NOT_EXIST = 1;
    public static final int LUN_DOES_NOT_EXIST = 2;
    public static final int TASK_STILL_ALLEGIANT = 3;
    public static final int REASSIGNMENT_NOT_SUPPORTED = 4;
    public static final int FUNCTION_NOT_SUPPORTED = 5;
    public static final int FUNCTION_SUCCEEDED = 7;
    public static final int FUNCTION_REJECTED = 255;

    /** The lowest iSCSIProtocolLevel with functions 9 to 12; RFC 7144 4.2. */
    public static final int QUERY_PROTOCOL_LEVEL = 2;

    private static final List<String> NAMES = List.of(
            "ABORT TASK",
            "ABORT TASK SET",
            "CLEAR ACA",
            "CLEAR TASK SET",
            "LOGICAL UNIT RESET",
            "TARGET WARM RESET",
            "TARGET COLD RESET",
            "TASK REASSIGN",
            "QUERY TASK",
            "QUERY TASK SET",
            "I_T NEXUS RESET",
            "QUERY ASYNCHRONOUS EVENT");

    private TaskManagement() {}

    /** The name of a function in the standard. */
    public static String name(int function) {
        return function >= 1 && function <= NAMES.size() ? NAMES.get(function - 1) : "function " + function;
    }
}
