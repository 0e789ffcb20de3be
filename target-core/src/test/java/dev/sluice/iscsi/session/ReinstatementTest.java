package dev.sluice.iscsi.session;

import static dev.sluice.iscsi.session.TestCommands.random;
import static dev.sluice.iscsi.session.TestCommands.read;
import static dev.sluice.iscsi.session.TestCommands.write;
import static dev.sluice.iscsi.session.TestServer.ready;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Sessions that take the place of others: RFC 7143 6.3.5. */
class ReinstatementTest {
    @Test
    void shouldAnswerANewLoginAtOnceWhileTheDiskHoldsTheOldSession() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2))) {
            Session old = ready(server);
            CountDownLatch arrived = server.device.hold(1);
            byte[] stale = random(4096);
            old.submit(write(0, stale));
            HoldingDevice.await(arrived);
            try (Session session = server.login()) {
                session.nop(new byte[] {1});
                byte[] fresh = new byte[4096];
                InitiatorTask attention = session.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
                InitiatorTask overwrite = session.submit(write(0, fresh));
                session.nop(new byte[] {2});
                assertFalse(overwrite.isDone(), "it waits until the old session can touch the disk no more");
                server.device.release();
                session.await(attention);
                assertTrue(session.await(overwrite).isGood());
                assertArrayEquals(fresh, session.execute(read(0, 8)).data());
                assertNull(old.connection().receive(), "the old connection is closed");
            }
            old.drop();
        }
    }

    /** The server knows of the loss when the initiator comes back, or it does not: the old write must not land on the new one. */
    @Test
    void shouldHoldBackANewSessionUntilTheLostOneIsAtRest() throws InterruptedException {
        try (TestServer server = new TestServer()) {
            Session lost = ready(server);
            CountDownLatch arrived = server.device.hold(1);
            lost.submit(write(0, random(4096)));
            HoldingDevice.await(arrived);
            lost.drop();
            try (Session other = server.login(LoginOptions.normal("iqn.2026-01.dev.sluice:other", TestServer.TARGET))) {
                other.nop(new byte[0]);
                other.nop(new byte[0]);
            }
            try (Session session = server.login()) {
                InitiatorTask attention = session.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
                byte[] fresh = new byte[4096];
                InitiatorTask overwrite = session.submit(write(0, fresh));
                session.nop(new byte[0]);
                assertFalse(attention.isDone());
                server.device.release();
                session.await(attention);
                assertTrue(session.await(overwrite).isGood());
                assertArrayEquals(fresh, session.execute(read(0, 8)).data());
            }
        }
    }

    @Test
    void shouldHoldBackASecondReinstatementUntilTheFirstSessionIsAtRest() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2))) {
            Session first = ready(server);
            CountDownLatch arrived = server.device.hold(1);
            first.submit(write(0, random(4096)));
            HoldingDevice.await(arrived);
            Session second = server.login();
            second.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
            second.nop(new byte[0]);
            try (Session third = server.login()) {
                assertNull(second.connection().receive());
                InitiatorTask attention = third.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
                third.nop(new byte[0]);
                third.nop(new byte[0]);
                assertFalse(attention.isDone());
                server.device.release();
                third.await(attention);
                assertTrue(third.execute(write(0, new byte[4096])).isGood());
            }
            first.drop();
            second.drop();
        }
    }

    /** Work that goes on after the status of its command (IMMED) belongs to the session as well. */
    @Test
    void shouldWaitForACopyInTheBackgroundOfTheOldSession() throws InterruptedException {
        try (TestServer server = new TestServer(from -> from.cores(2))) {
            Session old = ready(server);
            ByteBuffer zeroes = ByteBuffer.allocate(552)
                    .putShort((short) 550)
                    .put((byte) 1)
                    .putInt(16, 0xFFFF0001)
                    .putShort(22, (short) 0x01F8)
                    .putShort(534, (short) 16)
                    .putInt(544, 64);
            ByteBuffer writeUsingToken =
                    ByteBuffer.allocate(16).put((byte) 0x83).put((byte) 0x11).putInt(10, 552);
            CountDownLatch arrived = server.device.hold(1);
            assertTrue(old.execute(ScsiCommand.write(0, writeUsingToken.array(), zeroes.array()))
                    .isGood());
            HoldingDevice.await(arrived);
            try (Session session = server.login()) {
                byte[] fresh = random(4096);
                InitiatorTask attention = session.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
                InitiatorTask overwrite = session.submit(write(0, fresh));
                session.nop(new byte[] {2});
                assertFalse(overwrite.isDone(), "it waits until the copy can touch the disk no more");
                server.device.release();
                session.await(attention);
                assertTrue(session.await(overwrite).isGood());
                assertArrayEquals(fresh, session.execute(read(0, 8)).data());
            }
            old.drop();
        }
    }

    @Test
    void shouldReinstateAgainAndAgain() {
        try (TestServer server = new TestServer(from -> from.cores(2))) {
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                sessions.add(server.login());
            }
            Session last = sessions.removeLast();
            last.execute(ScsiCommand.none(0, Cdb.testUnitReady()));
            assertTrue(last.execute(read(0, 1)).isGood());
            sessions.forEach(session -> {
                assertNull(session.connection().receive());
                session.drop();
            });
            last.close();
        }
    }

    /** 7.4.2.1: one discovery session for an initiator port and an address. */
    @Test
    void shouldReinstateADiscoverySession() {
        try (TestServer server = new TestServer(from -> from.cores(2))) {
            LoginOptions discovery = LoginOptions.discovery(TestServer.INITIATOR);
            try (Session first = server.login(discovery);
                    Session second = server.login(discovery.isidQualifier(1));
                    Session third = server.login(discovery.isidQualifier(0));
                    Session normal = server.login(TestServer.options())) {
                assertNull(first.connection().receive(), "the first gives way to the third");
                first.drop();
                assertEquals(2, second.sendTargets("All").size());
                assertEquals(2, third.sendTargets("All").size());
                normal.nop(new byte[0]);
            }
        }
    }
}
