package dev.sluice.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PduCutterTest {
    private static byte[] pdu(int length) {
        Pdu pdu = new Pdu(Opcode.NOP_IN, BasicHeader.FINAL).data(new byte[length]);
        pdu.seal();
        return pdu.encode(false, false);
    }

    @Test
    void shouldPassOnWholePdusAndKeepTheRest() throws Exception {
        byte[] first = pdu(5);
        byte[] second = pdu(0);
        byte[] third = pdu(9);
        ByteBuffer all = ByteBuffer.allocate(first.length + second.length + third.length)
                .put(first)
                .put(second)
                .put(third)
                .flip();
        List<Integer> lengths = new ArrayList<>();
        PduCutter cutter = new PduCutter(1024);
        int cut = all.limit() - 3;
        assertEquals(2, cutter.receive(of(all.array(), 0, cut), pdu -> lengths.add(pdu.remaining())));
        assertEquals(1, cutter.receive(of(all.array(), cut, 3), pdu -> lengths.add(pdu.remaining())));
        assertEquals(-1, cutter.receive(of(new byte[0], 0, 0), pdu -> lengths.add(pdu.remaining())));
        assertEquals(List.of(first.length, second.length, third.length), lengths);
    }

    private static ReadableByteChannel of(byte[] bytes, int from, int length) {
        return Channels.newChannel(new ByteArrayInputStream(bytes, from, length));
    }
}
