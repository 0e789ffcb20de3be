package dev.sluice.iscsi.transport;

import dev.sluice.io.loop.EndOfTurn;
import dev.sluice.io.loop.Ending;
import dev.sluice.io.loop.IoLoop;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection on its loop: one receive under way at a time, sends in batches at the end of a turn.
 *
 * <p>It ends by {@link #close}: the socket is shut down, and memory goes home when the kernel has finished every
 * operation on it. All calls on the loop thread.
 */
public final class SocketIo implements SocketCompletions, EndOfTurn {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIo.class);
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private final LoopTransport transport;
    private final IoLoop loop;
    private final ConnectedSocket socket;
    private final SocketListener listener;
    private final InetSocketAddress remoteAddress;
    private final InetSocketAddress localAddress;
    private final Staging staging;
    private final PduReceiver receiver;
    /** The places for the next bytes, in the memory of {@link #staging}. */
    private ReceiveVector vector;

    private final SendQueue queue = new SendQueue(SendQueue.ENOUGH_OF_STRANGER);
    private final SendSlots slots = new SendSlots();
    /** The struct msghdr of the send that is under way. */
    private final MemorySegment sendHeader;

    private boolean known;
    private boolean headerDigest;
    private boolean dataDigest;
    private boolean turnQueued;
    private boolean receiving;
    private boolean paused;
    private boolean socketIsReadable;
    /** The batch that is being sent, or null. */
    private SendBatch sending;

    private int sendingSlot;
    private long sendingSinceNanos;
    private long sentBytes;
    private boolean closing;
    private boolean closeWhenSent;
    private boolean closed;
    private String closeReason;

    /**
     * Takes over a connected socket. Where it throws, nothing is held and the socket is open.
     *
     * @param remoteAddress address of the initiator: the socket itself does not know any more when it was reset
     * @param localAddress address at which it has connected
     * @param maxDataSegmentLength the longest data segment to accept until {@link PduReceiver#negotiated} says otherwise
     */
    public SocketIo(
            LoopTransport transport,
            ConnectedSocket socket,
            InetSocketAddress remoteAddress,
            InetSocketAddress localAddress,
            SocketListener listener,
            int maxDataSegmentLength) {
        this.transport = transport;
        this.loop = transport.loop();
        this.socket = socket;
        this.listener = listener;
        this.remoteAddress = remoteAddress;
        this.localAddress = localAddress;
        this.staging = new Staging(transport);
        this.vector = staging.vector();
        this.sendHeader = transport.takeMessageHeader();
        try {
            this.receiver = new PduReceiver(staging.room(), listener, maxDataSegmentLength);
            socket.attach(loop, this);
        } catch (RuntimeException | Error e) {
            giveMemoryBack();
            throw e;
        }
    }

    /** The initiator is a stranger no more: gives the connection the memory to move data fast. */
    public void known() {
        assert !receiving && !closed;
        known = true;
        staging.grow(receiver);
        vector = staging.vector();
        queue.limit(SendQueue.ENOUGH);
    }

    /** Begins to receive, with bytes that have been received already. */
    public void start(byte[] received) {
        receiver.unread(received);
        wantTurn();
    }

    /**
     * Gives up the socket, which stays open, beginning with the header at which {@link PduConsumer#headerReceived} said no. The connection
     * is paused and nothing has ever been sent; {@link SocketListener#closed} does not follow.
     *
     * @return the bytes that have been received and not passed on
     */
    public byte[] handOver() {
        assert paused && !receiving && sending == null && queue.isEmpty();
        byte[] unread = receiver.takeUnread();
        closing = true;
        release();
        return unread;
    }

    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    public InetSocketAddress localAddress() {
        return localAddress;
    }

    public PduReceiver receiver() {
        return receiver;
    }

    /** Returns true where {@link #close} has been called: nothing is received or sent any more. */
    public boolean isClosing() {
        return closing;
    }

    /** For how long the initiator has not taken what is being sent, in nanoseconds; 0 where nothing is. */
    public long stalledNanos(long nowNanos) {
        return sending == null ? 0 : nowNanos - sendingSinceNanos;
    }

    /** Bytes that the kernel has taken to send, from the beginning. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Returns true where all that was to be sent is sent, and the TCP of the initiator's machine has acknowledged it. A system call. */
    public boolean isAcknowledged() {
        return !closing && sending == null && queue.isEmpty() && socket.isAcknowledged();
    }

    /** Which digests the batches after this one carry. */
    public void sendDigests(boolean header, boolean data) {
        headerDigest = header;
        dataDigest = data;
    }

    /** Lets {@code item} send when its turn comes; nothing happens if it waits already. */
    public void send(Outgoing item) {
        if (closing) {
            item.dropped();
            return;
        }
        queue.add(item);
        wantTurn();
    }

    /** As {@link #send}, ahead of all that is not urgent. */
    public void sendUrgent(Outgoing item) {
        if (closing) {
            item.dropped();
            return;
        }
        queue.addUrgent(item);
        wantTurn();
    }

    /** Stops receiving; what is staged stays. */
    public void pause() {
        paused = true;
    }

    /** Goes on with the header at which {@link PduConsumer#headerReceived} said no. */
    public void resume() {
        if (paused && !closing && !closeWhenSent) {
            paused = false;
            // The caller may be at work for another connection.
            try {
                receiver.process();
            } catch (RuntimeException | AssertionError e) {
                failed(e);
            }
            wantTurn();
        }
    }

    /** Closes when all that is queued has been sent. */
    public void closeAfterSending(String reason) {
        closeReason = closeReason == null ? reason : closeReason;
        closeWhenSent = true;
        paused = true;
        wantTurn();
    }

    /** Ends the connection now. {@link SocketListener#closed} follows when the kernel is done with its memory. */
    public void close(String reason) {
        if (closing) {
            return;
        }
        closing = true;
        closeReason = closeReason == null ? reason : closeReason;
        socket.shutdown();
        queue.drop();
        wantTurn();
    }

    @Override
    public void turnEnded() {
        turnQueued = false;
        try {
            if (closing) {
                finishClose();
                return;
            }
            flush();
            if (!receiving && !paused && !closing && !queue.isFull()) {
                receive();
            }
        } catch (RuntimeException | AssertionError e) {
            failed(e);
        }
    }

    /** A bug must cost one connection at most. */
    private void failed(Throwable bug) {
        LOG.error("connection of {}: internal error", remoteAddress, bug);
        close("internal error: " + bug);
    }

    private void wantTurn() {
        if (!turnQueued) {
            turnQueued = true;
            loop.atTurnEnd(this);
        }
    }

    private void receive() {
        vector.clear();
        receiver.space(vector);
        receiving = true;
        socket.receiveMessage(vector.messageHeaderAddress(), socketIsReadable);
    }

    private void flush() {
        if (sending != null) {
            return;
        }
        if (queue.isEmpty()) {
            if (closeWhenSent) {
                close(closeReason);
            }
            return;
        }
        SendBatch batch = transport.takeBatch(!known);
        batch.reset(headerDigest, dataDigest, loop.recentUse().isShared(loop.nowNanos()));
        try {
            queue.fill(batch);
        } catch (RuntimeException | Error e) {
            transport.returnBatch(batch);
            throw e;
        }
        if (batch.remaining() == 0) {
            transport.returnBatch(batch);
            return;
        }
        sending = batch;
        sendingSlot = SendSlots.NONE;
        submitSend(batch);
    }

    private void submitSend(SendBatch batch) {
        sendingSinceNanos = loop.nowNanos();
        int threshold = transport.zeroCopyThreshold();
        boolean zeroCopy = threshold > 0 && batch.remaining() >= threshold;
        if (zeroCopy && sendingSlot == SendSlots.NONE) {
            sendingSlot = slots.put(batch);
            zeroCopy = sendingSlot != SendSlots.NONE;
        }
        batch.describe(sendHeader);
        socket.sendMessage(sendHeader.address(), zeroCopy, sendingSlot);
    }

    @Override
    public void received(int result, boolean isReadable) {
        receiving = false;
        socketIsReadable = isReadable;
        try {
            take(result);
        } catch (RuntimeException | AssertionError e) {
            failed(e);
        }
        wantTurn();
    }

    private void take(int result) {
        if (closing) {
            return;
        }
        if (result > 0) {
            receiver.received(result);
        } else if (result == 0) {
            close("closed by the initiator");
        } else if (result != -EAGAIN && result != -EINTR) {
            close("receive failed, errno " + -result);
        }
    }

    @Override
    public void sent(int slot, int result, boolean stillRead) {
        try {
            SendBatch batch = sending;
            if (stillRead) {
                slots.notificationDue(slot);
            }
            if (result > 0) {
                batch.sent(result);
                sentBytes += result;
            } else if (result < 0 && result != -EAGAIN && result != -EINTR) {
                close("send failed, errno " + -result);
            }
            if (!closing && batch.remaining() > 0) {
                submitSend(batch);
            } else {
                sending = null;
                returnSent(slot, batch);
            }
        } catch (RuntimeException | AssertionError e) {
            failed(e);
        }
        wantTurn();
    }

    @Override
    public void released(int slot) {
        try {
            slots.notified(slot);
            if (sending == null || sendingSlot != slot) {
                returnIfUnread(slot);
            }
        } catch (RuntimeException | AssertionError e) {
            failed(e);
        }
        wantTurn();
    }

    private void returnSent(int slot, SendBatch batch) {
        if (slot == SendSlots.NONE) {
            transport.returnBatch(batch);
        } else {
            returnIfUnread(slot);
        }
    }

    private void returnIfUnread(int slot) {
        if (!slots.isRead(slot)) {
            transport.returnBatch(slots.take(slot));
        }
    }

    private void finishClose() {
        if (closed || receiving || sending != null || !slots.areEmpty()) {
            return;
        }
        Ending.run(this::release, socket::close, () -> listener.closed(closeReason));
    }

    private void release() {
        closed = true;
        Ending.run(receiver::stop, this::giveMemoryBack, socket::detach);
    }

    private void giveMemoryBack() {
        transport.returnMessageHeader(sendHeader);
        staging.giveBack();
    }

    @Override
    public void loopStops() {
        close("the event loop ends");
    }
}
