package dev.sluice.io.disk;

import dev.sluice.io.memory.BufferHome;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.memory.MemoryAccount;
import java.lang.foreign.MemorySegment;

/** A range of a RAM disk that is lent: made once, used again and again. Owner: the loop's thread. */
final class RamLoan implements BufferHome {
    final IoBuffer buffer;
    final int region;
    long offset;
    int length;
    MemoryAccount account;
    /** A link of the list of loans at home. */
    RamLoan next;

    private final RamLoans owner;

    /** @param memory of the region, at which the buffer begins */
    RamLoan(RamLoans owner, int region, MemorySegment memory) {
        this.owner = owner;
        this.region = region;
        this.buffer = new IoBuffer(this, memory);
    }

    @Override
    public void comeHome(IoBuffer returned) {
        owner.comeHome(this);
    }
}
