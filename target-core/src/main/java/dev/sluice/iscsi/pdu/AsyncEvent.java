package dev.sluice.iscsi.pdu;

/** Events of Asynchronous Messages, RFC 7143 11.9.1. */
public final class AsyncEvent {
    public static final int SCSI_EVENT = 0;
    public static final int LOGOUT_REQUEST = 1;
    public static final int CONNECTION_DROPPED = 2;
    public static final int SESSION_DROPPED = 3;
    public static final int TASKS_TERMINATED = 5;

    private AsyncEvent() {}
}
