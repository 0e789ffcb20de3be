package dev.sluice.iscsi.session;

/** Something of an initiator that takes its place in the order of CmdSN, RFC 7143 4.2.2.1. Owner: the session's loop thread. */
interface Sequenced {
    int cmdSn();

    /** All with a smaller CmdSN have had their turn. */
    void turn();

    /** The session ends before that. */
    void turnLost();
}
