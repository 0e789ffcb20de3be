package dev.sluice.iscsi.connection;

import dev.sluice.iscsi.pdu.BasicHeader;

/** Target Transfer Tags of a session, each another than those before it (RFC 7143 11.7.4). Owner: the session's loop thread. */
public final class TargetTransferTags {
    private int last;

    /** The next tag, which is not the reserved one. */
    public int next() {
        last = last == BasicHeader.NO_TAG - 1 ? 1 : last + 1;
        return last;
    }
}
