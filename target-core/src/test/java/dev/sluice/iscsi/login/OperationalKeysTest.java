package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Result functions, ranges, defaults and relevance of the operational keys, RFC 7143 6.2 and 13. */
class OperationalKeysTest {
    /** Says yes to little: what it cannot refuse, it must live with. */
    private static final TargetLimits STRICT = new TargetLimits(4096, 8192, 4096, 1, true, true, 1, 0, 2, 20);

    private static Map<String, String> offer(TargetLimits limits, String... pairs) throws LoginFailure {
        return new Dialogue(limits).go(1, 3, Dialogue.with(Dialogue.NORMAL, pairs));
    }

    private static SessionParameters agree(TargetLimits limits, String... pairs) throws LoginFailure {
        Dialogue dialogue = new Dialogue(limits);
        dialogue.go(1, 3, Dialogue.with(Dialogue.NORMAL, pairs));
        return dialogue.result();
    }

    @ParameterizedTest(name = "{0}={1} is answered {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                // 13.1: a list, in the order of the initiator's preference
                "HeaderDigest None None",
                "HeaderDigest CRC32C CRC32C",
                "HeaderDigest CRC32C,None CRC32C",
                "HeaderDigest None,CRC32C None",
                "HeaderDigest X-md5,CRC32C,None CRC32C",
                "HeaderDigest X-md5 Reject",
                "HeaderDigest crc32c Reject",
                "HeaderDigest '' Reject",
                "HeaderDigest ,,None None",
                "DataDigest None None",
                "DataDigest CRC32C CRC32C",
                "DataDigest CRC32C,None CRC32C",
                "DataDigest None,CRC32C None",
                "DataDigest MD5 Reject",
                // 13.2: minimum, 1 to 65535
                "MaxConnections 1 1",
                "MaxConnections 8 1",
                "MaxConnections 65535 1",
                "MaxConnections 0 Reject",
                "MaxConnections 65536 Reject",
                // 13.10: OR
                "InitialR2T Yes Yes",
                "InitialR2T No No",
                "InitialR2T yes Reject",
                "InitialR2T Maybe Reject",
                "InitialR2T '' Reject",
                // 13.11: AND
                "ImmediateData Yes Yes",
                "ImmediateData No No",
                "ImmediateData 1 Reject",
                // 13.13: minimum, 512 to 2**24-1
                "MaxBurstLength 512 512",
                "MaxBurstLength 262144 262144",
                "MaxBurstLength 1048576 1048576",
                "MaxBurstLength 16776192 1048576",
                "MaxBurstLength 16777215 1048576",
                "MaxBurstLength 0x10000 65536",
                "MaxBurstLength 0X1f000 126976",
                "MaxBurstLength 511 Reject",
                "MaxBurstLength 0 Reject",
                "MaxBurstLength 16777216 Reject",
                // 13.14: minimum, 512 to 2**24-1
                "FirstBurstLength 512 512",
                "FirstBurstLength 65536 65536",
                "FirstBurstLength 131072 131072",
                "FirstBurstLength 262144 131072",
                "FirstBurstLength 16777215 131072",
                "FirstBurstLength 511 Reject",
                "FirstBurstLength 16777216 Reject",
                // 13.15: maximum, 0 to 3600; the default of the RFC is 2
                "DefaultTime2Wait 0 2",
                "DefaultTime2Wait 2 2",
                "DefaultTime2Wait 15 15",
                "DefaultTime2Wait 3600 3600",
                "DefaultTime2Wait 3601 Reject",
                // 13.16: minimum, 0 to 3600; nothing is retained
                "DefaultTime2Retain 0 0",
                "DefaultTime2Retain 20 0",
                "DefaultTime2Retain 3600 0",
                "DefaultTime2Retain 3601 Reject",
                // 13.17: minimum, 1 to 65535
                "MaxOutstandingR2T 1 1",
                "MaxOutstandingR2T 8 8",
                "MaxOutstandingR2T 16 8",
                "MaxOutstandingR2T 65535 8",
                "MaxOutstandingR2T 0 Reject",
                "MaxOutstandingR2T 65536 Reject",
                // 13.18 and 13.19: OR
                "DataPDUInOrder Yes Yes",
                "DataPDUInOrder No Yes",
                "DataPDUInOrder X Reject",
                "DataSequenceInOrder Yes Yes",
                "DataSequenceInOrder No Yes",
                "DataSequenceInOrder X Reject",
                // 13.20: minimum, 0 to 2
                "ErrorRecoveryLevel 0 0",
                "ErrorRecoveryLevel 1 0",
                "ErrorRecoveryLevel 2 0",
                "ErrorRecoveryLevel 3 Reject",
                // 13.23: a list
                "TaskReporting RFC3720 RFC3720",
                "TaskReporting FastAbort,ResponseFence,RFC3720 FastAbort",
                "TaskReporting ResponseFence,FastAbort ResponseFence",
                "TaskReporting SlowAbort Reject",
                // 13.24: minimum, 0 to 31
                "iSCSIProtocolLevel 0 0",
                "iSCSIProtocolLevel 1 1",
                "iSCSIProtocolLevel 2 2",
                "iSCSIProtocolLevel 31 2",
                "iSCSIProtocolLevel 32 Reject",
                // 13.22 and 6.2: what is not known
                "X-com.example.turbo Yes NotUnderstood",
                "X#Turbo Yes NotUnderstood",
                "RDMAExtensions Yes NotUnderstood",
                "Turbo '' NotUnderstood",
                "headerdigest None NotUnderstood",
            })
    void shouldAnswerByTheResultFunction(String key, String offered, String answer) throws LoginFailure {
        assertEquals(answer, offer(Dialogue.LIMITS, key + "=" + offered).get(key));
    }

    @ParameterizedTest(name = "{0}={1} is answered {2} by a target of few means")
    @CsvSource(
            delimiter = ' ',
            value = {
                "InitialR2T No Yes",
                "InitialR2T Yes Yes",
                "MaxBurstLength 262144 8192",
                "FirstBurstLength 65536 4096",
                "MaxOutstandingR2T 8 1",
            })
    void shouldHoldToItsOwnLimits(String key, String offered, String answer) throws LoginFailure {
        assertEquals(answer, offer(STRICT, key + "=" + offered).get(key));
    }

    /** RFC 7143 6.1: decimal-constant and hex-constant. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1e1",
                "0x",
                "0x-1",
                "0x+1",
                "0xg",
                "-0",
                "0x-0",
                "1,1",
                "Yes",
                "None",
                "\u0661",
                "\uff11",
                "99999999999",
                "18446744073709551617",
                "0x10000000000000001",
                "Reject",
                "0b1"
            })
    void shouldRejectWhatIsNotANumber(String value) throws LoginFailure {
        for (String key : new String[] {
            "MaxConnections",
            "MaxBurstLength",
            "FirstBurstLength",
            "DefaultTime2Wait",
            "DefaultTime2Retain",
            "MaxOutstandingR2T",
            "ErrorRecoveryLevel",
            "iSCSIProtocolLevel"
        }) {
            assertEquals("Reject", offer(Dialogue.LIMITS, key + "=" + value).get(key), key);
        }
    }

    @Test
    void shouldNeverAgreeToMoreThanWasOffered() throws LoginFailure {
        for (int offered : new int[] {513, 1000, 4095, 4097, 65535, 262143, 1048575}) {
            Map<String, String> answers =
                    offer(Dialogue.LIMITS, "MaxBurstLength=" + offered, "FirstBurstLength=" + offered);
            for (String key : new String[] {"MaxBurstLength", "FirstBurstLength"}) {
                int agreed = Integer.parseInt(answers.get(key));
                assertTrue(agreed >= 512 && agreed <= offered, key + "=" + offered + " became " + agreed);
            }
        }
    }

    /** 13.25: never NotUnderstood; Reject for the intervals, Reject or No for the switches. */
    @Test
    void shouldKnowTheObsoleteMarkers() throws LoginFailure {
        for (String value : new String[] {"No", "Yes"}) {
            Map<String, String> answers = offer(Dialogue.LIMITS, "IFMarker=" + value, "OFMarker=" + value);
            assertTrue(Set.of("Reject", "No").contains(answers.get("IFMarker")));
            assertTrue(Set.of("Reject", "No").contains(answers.get("OFMarker")));
        }
        Map<String, String> answers = offer(Dialogue.LIMITS, "IFMarkInt=2048~8192", "OFMarkInt=2048");
        assertEquals("Reject", answers.get("IFMarkInt"));
        assertEquals("Reject", answers.get("OFMarkInt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MaxConnections=1",
                "InitialR2T=No",
                "ImmediateData=Yes",
                "MaxBurstLength=262144",
                "FirstBurstLength=65536",
                "MaxOutstandingR2T=1",
                "DataPDUInOrder=Yes",
                "DataSequenceInOrder=Yes",
                "TaskReporting=FastAbort"
            })
    void shouldCallIrrelevantWhatDiscoveryDoesNotNeed(String pair) throws LoginFailure {
        Map<String, String> answers = new Dialogue().go(1, 3, Dialogue.with(Dialogue.DISCOVERY, pair));

        assertEquals("Irrelevant", answers.get(pair.substring(0, pair.indexOf('='))));
    }

    @Test
    void shouldNegotiateWhatDiscoveryNeeds() throws LoginFailure {
        Dialogue dialogue = new Dialogue();

        Map<String, String> answers = dialogue.go(
                1,
                3,
                Dialogue.with(
                        Dialogue.DISCOVERY,
                        "HeaderDigest=CRC32C",
                        "DataDigest=CRC32C,None",
                        "DefaultTime2Wait=5",
                        "DefaultTime2Retain=5",
                        "ErrorRecoveryLevel=2",
                        "MaxRecvDataSegmentLength=32768"));

        assertEquals(
                Map.of(
                        "HeaderDigest", "CRC32C",
                        "DataDigest", "CRC32C",
                        "DefaultTime2Wait", "5",
                        "DefaultTime2Retain", "0",
                        "ErrorRecoveryLevel", "0",
                        "MaxRecvDataSegmentLength", "262144"),
                answers);
        assertEquals(32768, dialogue.connection().initiatorMaxRecvDataSegmentLength());
        assertTrue(dialogue.connection().headerDigest());
        assertTrue(dialogue.connection().dataDigest());
    }

    /** 13.12: declared by each side for itself, and not answered. */
    @ParameterizedTest
    @ValueSource(ints = {512, 8192, 262144, 1048576, 16777215})
    void shouldTakeTheInitiatorsDataSegmentLengthAsDeclared(int length) throws LoginFailure {
        Dialogue dialogue = new Dialogue();

        Map<String, String> answers =
                dialogue.go(1, 3, Dialogue.with(Dialogue.NORMAL, "MaxRecvDataSegmentLength=" + length));

        assertEquals("262144", answers.get("MaxRecvDataSegmentLength"));
        assertEquals(length, dialogue.connection().initiatorMaxRecvDataSegmentLength());
        assertEquals(262144, dialogue.connection().targetMaxRecvDataSegmentLength());
    }

    @ParameterizedTest
    @ValueSource(strings = {"511", "0", "16777216", "many", ""})
    void shouldRefuseADataSegmentLengthOutOfRange(String length) {
        new Dialogue()
                .refused(
                        LoginStatus.INITIATOR_ERROR,
                        Dialogue.request(1, Dialogue.with(Dialogue.NORMAL, "MaxRecvDataSegmentLength=" + length)));
    }

    /** Defaults that the target does not accept are offered by it, and agreed on before the login ends. */
    @Test
    void shouldOfferWhatTheInitiatorMustNotHave() throws LoginFailure {
        Dialogue dialogue = new Dialogue(new TargetLimits(4096, 8192, 4096, 1, true, false, 1, 0, 2, 20));

        LoginAnswer first = dialogue.handle(Dialogue.request(true, false, 1, 3, Dialogue.text(Dialogue.NORMAL)));
        assertFalse(first.transit());
        assertEquals("No", Dialogue.keys(first).get("ImmediateData"));
        assertNull(dialogue.go(1, 3, "ImmediateData=No").get("ImmediateData"));

        assertFalse(dialogue.result().immediateData());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MaxConnections=2", "InitialR2T=No", "ErrorRecoveryLevel=1", "TaskReporting=FastAbort"})
    void shouldRejectKeysOfTheSessionOnAFurtherConnection(String pair) throws LoginFailure {
        Dialogue dialogue = new Dialogue();
        LoginRequest joining = new LoginRequest(
                true, false, 1, 3, 0, Dialogue.ISID, 9, 1, 2, 5, Dialogue.text(Dialogue.with(Dialogue.NORMAL, pair)));

        Map<String, String> answers = Dialogue.keys(dialogue.handle(joining));

        assertEquals("Reject", answers.get(pair.substring(0, pair.indexOf('='))));
        assertEquals(Dialogue.JOINED, dialogue.result());
    }

    @Test
    void shouldDeclareItsOwnDataSegmentLengthOnce() throws LoginFailure {
        Dialogue dialogue = new Dialogue();

        assertEquals("262144", dialogue.say(1, Dialogue.NORMAL).get("MaxRecvDataSegmentLength"));
        assertNull(dialogue.say(1, "HeaderDigest=None").get("MaxRecvDataSegmentLength"));
        assertNull(dialogue.go(1, 3).get("MaxRecvDataSegmentLength"));
    }

    @Test
    void shouldExpectTheDefaultWhereItHasDeclaredNothing() throws LoginFailure {
        Dialogue dialogue = new Dialogue();

        Map<String, String> answers = dialogue.go(0, 3, Dialogue.NORMAL);

        assertNull(answers.get("MaxRecvDataSegmentLength"));
        assertEquals(8192, dialogue.connection().targetMaxRecvDataSegmentLength());
    }

    /** A key that neither side sends has the default of the RFC, even if the target prefers another value. */
    @Test
    void shouldKeepTheDefaultsOfTheStandardWhereNothingIsSaid() throws LoginFailure {
        for (TargetLimits limits : new TargetLimits[] {Dialogue.LIMITS, STRICT, TargetLimits.DEFAULT}) {
            Dialogue silent = new Dialogue(limits);
            silent.go(1, 3, Dialogue.NORMAL);
            SessionParameters agreed = silent.result();
            ConnectionParameters connection = silent.connection();

            assertFalse(connection.headerDigest());
            assertFalse(connection.dataDigest());
            assertTrue(agreed.initialR2T());
            assertTrue(agreed.immediateData());
            assertEquals(8192, connection.initiatorMaxRecvDataSegmentLength());
            assertEquals(262144, agreed.maxBurstLength());
            assertEquals(65536, agreed.firstBurstLength());
            assertEquals(1, agreed.maxOutstandingR2T());
        }
    }

    @Test
    void shouldKeepTheDefaultsWhereAnOfferWasRejected() throws LoginFailure {
        for (TargetLimits limits : new TargetLimits[] {Dialogue.LIMITS, STRICT}) {
            SessionParameters agreed = agree(
                    limits,
                    "HeaderDigest=MD5",
                    "DataDigest=MD5",
                    "InitialR2T=?",
                    "ImmediateData=?",
                    "MaxBurstLength=1",
                    "FirstBurstLength=1",
                    "MaxOutstandingR2T=0");

            assertEquals(agree(limits), agreed);
        }
    }

    @Test
    void shouldReportWhatWasAgreed() throws LoginFailure {
        SessionParameters agreed = agree(
                Dialogue.LIMITS,
                "InitiatorAlias=backup host",
                "HeaderDigest=CRC32C,None",
                "DataDigest=None",
                "InitialR2T=No",
                "ImmediateData=No",
                "MaxRecvDataSegmentLength=65536",
                "MaxBurstLength=524288",
                "FirstBurstLength=32768",
                "MaxOutstandingR2T=4");

        assertEquals(
                new SessionParameters(
                        Dialogue.INITIATOR,
                        "backup host",
                        Dialogue.ISID,
                        false,
                        Dialogue.TARGET,
                        Dialogue.PORTAL_GROUP,
                        524288,
                        32768,
                        4,
                        false,
                        false,
                        1,
                        0,
                        2,
                        20,
                        TaskReporting.RFC3720,
                        1),
                agreed);
    }

    /** 13.14: FirstBurstLength MUST NOT exceed MaxBurstLength, in whatever order they come. */
    @Test
    void shouldNotAnswerAFirstBurstLongerThanABurst() throws LoginFailure {
        String[][] orders = {
            {"MaxBurstLength=65536", "FirstBurstLength=131072"}, {"FirstBurstLength=131072", "MaxBurstLength=65536"}
        };
        for (String[] order : orders) {
            Map<String, String> answers = offer(Dialogue.LIMITS, order);
            assertEquals("65536", answers.get("MaxBurstLength"));
            assertEquals("65536", answers.get("FirstBurstLength"));
            assertEquals(65536, agree(Dialogue.LIMITS, order).firstBurstLength());
        }
        assertEquals(8192, agree(Dialogue.LIMITS, "MaxBurstLength=8192").firstBurstLength());
    }

    @Test
    void shouldAnswerEachKeyOnceAndInAnyNumberOfRequests() throws LoginFailure {
        Dialogue dialogue = new Dialogue();

        dialogue.say(1, Dialogue.NORMAL);
        assertEquals(Map.of("HeaderDigest", "CRC32C"), dialogue.say(1, "HeaderDigest=CRC32C"));
        assertEquals(Map.of(), dialogue.say(1));
        assertEquals(Map.of("InitialR2T", "No"), dialogue.say(1, "InitialR2T=No"));
        assertEquals(Map.of("DataDigest", "CRC32C"), dialogue.go(1, 3, "DataDigest=CRC32C"));

        assertTrue(dialogue.connection().headerDigest());
        assertTrue(dialogue.connection().dataDigest());
        assertFalse(dialogue.result().initialR2T());
    }
}
