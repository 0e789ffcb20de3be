package dev.sluice.simulation;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.transport.ConnectedSocket;
import dev.sluice.iscsi.transport.SocketCompletions;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The target's side of a simulated connection. The kernel's part is between it and {@link FakeStream}: a send buffer here, a receive window there, and bytes that
 * take their time. One thread.
 */
public final class FakeSocket implements ConnectedSocket {
    /** Bytes that wait to leave at most; a send ends when its last byte has found a place here. */
    private static final int SEND_BUFFER_BYTES = 128 << 10;

    private static final int EPIPE = 32;
    private static final int ECONNRESET = 104;
    private static final int PIECE_BYTES = 64 << 10;

    private final Simulation simulation;
    private final InetSocketAddress peer;
    private final InetSocketAddress localAddress;
    private final FakeStream stream;
    /** Bytes that have arrived and are not received yet. */
    private final ByteQueue arrived = new ByteQueue();
    /** Bytes that are sent and not acknowledged. */
    private final ByteQueue leaving = new ByteQueue();

    private FakeLoop loop;
    private SocketCompletions completions;
    private MemorySegment[] receiving;
    private MemorySegment sending;
    private long accepted;
    private int sendingSlot;
    private boolean sendingZeroCopy;
    private int zeroCopySends;
    private boolean inTransit;
    private boolean peerClosed;
    private boolean reset;
    private boolean shutDown;
    private boolean closed;

    FakeSocket(Simulation simulation, InetSocketAddress peer, InetSocketAddress localAddress) {
        this.simulation = simulation;
        this.peer = peer;
        this.localAddress = localAddress;
        this.stream = new FakeStream(simulation, this);
    }

    FakeStream stream() {
        return stream;
    }

    @Override
    public InetSocketAddress localAddress() {
        return reset ? null : localAddress;
    }

    @Override
    public void setOptions() {
        // Bytes leave at once anyway.
    }

    @Override
    public void attach(IoLoop to, SocketCompletions by) {
        assert loop == null && to.inLoop();
        loop = (FakeLoop) to;
        completions = by;
    }

    @Override
    public void detach() {
        assert receiving == null && sending == null && zeroCopySends == 0 : "detached with operations under way";
        loop = null;
        completions = null;
    }

    @Override
    public void receiveMessage(long messageHeaderAddress, boolean isReadable) {
        assert receiving == null && loop.inLoop() && !closed;
        receiving = MessageHeader.places(messageHeaderAddress);
        tryReceive();
    }

    @Override
    public void sendMessage(long messageHeaderAddress, boolean zeroCopy, int slot) {
        assert sending == null && loop.inLoop() && !closed;
        sending = MessageHeader.gathered(messageHeaderAddress);
        accepted = 0;
        sendingSlot = slot;
        sendingZeroCopy = zeroCopy;
        trace("sends", sending.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
        trySend();
    }

    @Override
    public boolean isAcknowledged() {
        return leaving.isEmpty() && !inTransit && !reset;
    }

    @Override
    public void shutdown() {
        shutDown = true;
        tryReceive();
        trySend();
        transmit();
    }

    @Override
    public void close() {
        assert receiving == null && sending == null : "closed with operations under way";
        closed = true;
        shutDown = true;
        transmit();
    }

    /** Ends the receive that is under way, where there is something for it. */
    private void tryReceive() {
        if (receiving == null || !shutDown && !reset && !peerClosed && arrived.isEmpty()) {
            return;
        }
        MemorySegment[] places = receiving;
        receiving = null;
        SocketCompletions to = completions;
        // The kernel writes at some time before the loop hears of it.
        int result = shutDown ? 0 : reset ? -ECONNRESET : take(places);
        loop.complete(() -> to.received(result, !arrived.isEmpty()));
    }

    private int take(MemorySegment[] places) {
        int taken = 0;
        for (MemorySegment place : places) {
            byte[] bytes = arrived.poll((int) place.byteSize());
            MemorySegment.copy(bytes, 0, place, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, bytes.length);
            taken += bytes.length;
        }
        return taken;
    }

    /** Moves bytes to the send buffer, and ends the send when all of them are there. */
    private void trySend() {
        if (sending == null) {
            return;
        }
        boolean failed = shutDown || reset;
        if (!failed) {
            int count = (int) Math.min(sending.byteSize() - accepted, SEND_BUFFER_BYTES - leaving.size());
            leaving.add(sending.asSlice(accepted, count).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
            accepted += count;
            transmit();
        }
        if (failed || accepted == sending.byteSize()) {
            endSend(failed && accepted == 0 ? -EPIPE : (int) accepted);
        }
    }

    private void endSend(int result) {
        SocketCompletions to = completions;
        FakeLoop on = loop;
        int slot = sendingSlot;
        boolean zeroCopy = sendingZeroCopy;
        sending = null;
        on.complete(() -> to.sent(slot, result, zeroCopy));
        if (zeroCopy) {
            zeroCopySends++;
            simulation.after(
                    simulation.random().nextInt(Network.LATENCY_NANOS),
                    () -> on.complete(() -> {
                        zeroCopySends--;
                        to.released(slot);
                    }));
        }
    }

    /** Lets a piece travel to the initiator, where none does and its window is open. */
    private void transmit() {
        if (inTransit || reset) {
            return;
        }
        int count = Math.min(
                Math.min(leaving.size(), stream.room()), 1 + simulation.random().nextInt(PIECE_BYTES));
        if (count > 0) {
            inTransit = true;
            byte[] piece = leaving.poll(count);
            simulation.after(simulation.random().nextInt(Network.LATENCY_NANOS), () -> {
                inTransit = false;
                stream.arrive(piece);
                trySend();
                transmit();
            });
        } else if (leaving.isEmpty() && shutDown) {
            simulation.after(simulation.random().nextInt(Network.LATENCY_NANOS), stream::endArrives);
        }
    }

    /** The initiator has made room. */
    void windowOpened() {
        transmit();
    }

    /** Bytes of the initiator are here. */
    void arrive(byte[] bytes) {
        if (!closed) {
            arrived.add(bytes);
            trace("gets", bytes);
            tryReceive();
        }
    }

    /** The initiator sends no more. */
    void peerCloses() {
        peerClosed = true;
        tryReceive();
    }

    /** The initiator is gone without a word. */
    void peerResets() {
        reset = true;
        leaving.clear();
        arrived.clear();
        tryReceive();
        trySend();
    }

    private void trace(String what, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        simulation.trace(peer.getPort() + " " + what + " " + bytes.length + " " + Long.toHexString(sum.getValue()) + " "
                + Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, 4))));
    }

    @SuppressWarnings("restricted") // memory that the socket's owner names by its address, as it does to a kernel
    static MemorySegment memory(long address, long length) {
        return MemorySegment.ofAddress(address).reinterpret(length);
    }

    @Override
    public String toString() {
        return "socket of " + peer;
    }
}
