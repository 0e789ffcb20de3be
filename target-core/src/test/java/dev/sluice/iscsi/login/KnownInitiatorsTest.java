package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logins as initiators in the field make them: each ends in full feature phase, and no answer surprises its receiver. */
class KnownInitiatorsTest {
    private static final String TARGET_NAME = "TargetName=" + Dialogue.TARGET;

    private final Dialogue dialogue = new Dialogue(TargetLimits.DEFAULT);

    private static final String[] OPEN_ISCSI = {
        "HeaderDigest=None",
        "DataDigest=None",
        "DefaultTime2Wait=2",
        "DefaultTime2Retain=0",
        "IFMarker=No",
        "OFMarker=No",
        "ErrorRecoveryLevel=0",
        "InitialR2T=No",
        "ImmediateData=Yes",
        "MaxBurstLength=16776192",
        "FirstBurstLength=262144",
        "MaxOutstandingR2T=1",
        "MaxConnections=1",
        "DataPDUInOrder=Yes",
        "DataSequenceInOrder=Yes",
        "MaxRecvDataSegmentLength=262144"
    };

    private static final String[] OPEN_ISCSI_NAMES = {
        "InitiatorName=iqn.1993-08.org.debian:01:c0ffee", "InitiatorAlias=host", TARGET_NAME, "SessionType=Normal"
    };

    @Test
    void shouldLogInOpenIscsiThatSkipsSecurity() throws LoginFailure {
        Map<String, String> answers = dialogue.go(1, 3, Dialogue.with(OPEN_ISCSI_NAMES, OPEN_ISCSI));

        checkOpenIscsi(answers);
        assertEquals("7", answers.get("TargetPortalGroupTag"));
    }

    @Test
    void shouldLogInOpenIscsiThatOffersNone() throws LoginFailure {
        Map<String, String> security = dialogue.go(0, 1, Dialogue.with(OPEN_ISCSI_NAMES, "AuthMethod=None"));

        assertEquals(Map.of("AuthMethod", "None", "TargetPortalGroupTag", "7"), security);
        checkOpenIscsi(dialogue.go(1, 3, OPEN_ISCSI));
    }

    private void checkOpenIscsi(Map<String, String> answers) {
        assertEquals("None", answers.get("HeaderDigest"));
        assertEquals("1048576", answers.get("MaxBurstLength"));
        assertEquals("262144", answers.get("FirstBurstLength"));
        assertEquals("Yes", answers.get("ImmediateData"));
        assertEquals("262144", answers.get("MaxRecvDataSegmentLength"));
        assertFalse(answers.containsValue("NotUnderstood"));
        assertFalse(answers.containsValue("Reject"));
        assertEquals(262144, dialogue.connection().initiatorMaxRecvDataSegmentLength());
        assertEquals("host", dialogue.result().initiatorAlias());
    }

    @Test
    void shouldLogInOpenIscsiForDiscovery() throws LoginFailure {
        dialogue.go(
                0,
                1,
                "InitiatorName=iqn.1993-08.org.debian:01:c0ffee",
                "InitiatorAlias=host",
                "SessionType=Discovery",
                "AuthMethod=None");

        Map<String, String> answers = dialogue.go(
                1,
                3,
                "HeaderDigest=None",
                "DataDigest=None",
                "DefaultTime2Wait=2",
                "DefaultTime2Retain=0",
                "IFMarker=No",
                "OFMarker=No",
                "ErrorRecoveryLevel=0",
                "MaxRecvDataSegmentLength=32768");

        assertFalse(answers.containsValue("NotUnderstood"));
        assertEquals(32768, dialogue.connection().initiatorMaxRecvDataSegmentLength());
    }

    @Test
    void shouldLogInOpenIscsiOverOffload() throws LoginFailure {
        Map<String, String> answers = dialogue.go(
                1,
                3,
                Dialogue.with(
                        OPEN_ISCSI_NAMES,
                        "DefaultTime2Wait=2",
                        "InitiatorRecvDataSegmentLength=262144",
                        "TargetRecvDataSegmentLength=262144",
                        "RDMAExtensions=Yes"));

        assertEquals("NotUnderstood", answers.get("RDMAExtensions"));
    }

    @Test
    void shouldLogInWindows() throws LoginFailure {
        dialogue.go(
                0,
                1,
                "InitiatorName=iqn.1991-05.com.microsoft:host.example.com",
                "SessionType=Normal",
                TARGET_NAME,
                "AuthMethod=None");

        Map<String, String> answers = dialogue.go(
                1,
                3,
                "HeaderDigest=None,CRC32C",
                "DataDigest=None,CRC32C",
                "ErrorRecoveryLevel=2",
                "InitialR2T=No",
                "ImmediateData=Yes",
                "MaxRecvDataSegmentLength=65536",
                "MaxBurstLength=262144",
                "FirstBurstLength=65536",
                "MaxConnections=32",
                "DataPDUInOrder=Yes",
                "DataSequenceInOrder=Yes",
                "DefaultTime2Wait=0",
                "DefaultTime2Retain=60",
                "MaxOutstandingR2T=16");

        assertEquals("0", answers.get("ErrorRecoveryLevel"));
        assertEquals("1", answers.get("MaxConnections"));
        assertEquals("0", answers.get("DefaultTime2Retain"));
        assertEquals("None", answers.get("DataDigest"));
        assertEquals(65536, dialogue.result().firstBurstLength());
        assertEquals(8, dialogue.result().maxOutstandingR2T());
    }

    @Test
    void shouldLogInWindowsThatWantsDigests() throws LoginFailure {
        dialogue.go(
                0,
                1,
                "InitiatorName=iqn.1991-05.com.microsoft:host",
                "SessionType=Normal",
                TARGET_NAME,
                "AuthMethod=None,CHAP");
        dialogue.go(1, 3, "HeaderDigest=CRC32C", "DataDigest=CRC32C", "MaxRecvDataSegmentLength=65536");

        assertTrue(dialogue.connection().headerDigest());
        assertTrue(dialogue.connection().dataDigest());
    }

    @Test
    void shouldLogInVmware() throws LoginFailure {
        dialogue.go(
                0,
                1,
                "InitiatorName=iqn.1998-01.com.vmware:esx1-4f2e8b10",
                "InitiatorAlias=esx1.example.com",
                TARGET_NAME,
                "SessionType=Normal",
                "AuthMethod=None");

        Map<String, String> answers = dialogue.go(
                1,
                3,
                "HeaderDigest=None,CRC32C",
                "DataDigest=None,CRC32C",
                "DefaultTime2Wait=0",
                "DefaultTime2Retain=0",
                "IFMarker=No",
                "OFMarker=No",
                "ErrorRecoveryLevel=0",
                "InitialR2T=No",
                "ImmediateData=Yes",
                "MaxBurstLength=262144",
                "FirstBurstLength=262144",
                "MaxOutstandingR2T=1",
                "MaxConnections=1",
                "DataPDUInOrder=Yes",
                "DataSequenceInOrder=Yes",
                "MaxRecvDataSegmentLength=131072");

        assertFalse(answers.containsValue("NotUnderstood"));
        assertEquals(131072, dialogue.connection().initiatorMaxRecvDataSegmentLength());
    }

    @Test
    void shouldLogInAnInitiatorWithKeysOfItsVendor() throws LoginFailure {
        Map<String, String> answers = dialogue.go(
                1,
                3,
                "InitiatorName=iqn.1987-05.com.cisco:01.4438aca09387",
                "InitiatorAlias=esx",
                TARGET_NAME,
                "SessionType=Normal",
                "HeaderDigest=None",
                "DataDigest=None",
                "X-com.cisco.PingTimeout=5",
                "X-com.cisco.sendAsyncText=Yes",
                "X-com.cisco.protocol=draft20");

        assertEquals("NotUnderstood", answers.get("X-com.cisco.PingTimeout"));
        assertEquals("NotUnderstood", answers.get("X-com.cisco.protocol"));
    }

    private static final String[] LIBISCSI = {
        "HeaderDigest=None,CRC32C",
        "DataDigest=None",
        "InitialR2T=No",
        "ImmediateData=Yes",
        "MaxBurstLength=262144",
        "FirstBurstLength=262144",
        "MaxRecvDataSegmentLength=262144",
        "DataPDUInOrder=Yes",
        "DefaultTime2Wait=2",
        "DefaultTime2Retain=0",
        "IFMarker=No",
        "OFMarker=No",
        "MaxConnections=1",
        "MaxOutstandingR2T=1",
        "ErrorRecoveryLevel=0",
        "DataSequenceInOrder=Yes"
    };

    @Test
    void shouldLogInLibiscsi() throws LoginFailure {
        Map<String, String> answers = dialogue.go(
                1,
                3,
                Dialogue.with(
                        new String[] {
                            "InitiatorName=iqn.2007-10.com.github:sahlberg:libiscsi:iscsi-test",
                            "InitiatorAlias=libiscsi",
                            "SessionType=Normal",
                            TARGET_NAME
                        },
                        LIBISCSI));

        assertFalse(answers.containsValue("NotUnderstood"));
    }

    @Test
    void shouldLogInLibiscsiForDiscovery() throws LoginFailure {
        Map<String, String> answers = dialogue.go(
                1,
                3,
                Dialogue.with(
                        new String[] {
                            "InitiatorName=iqn.2007-10.com.github:sahlberg:libiscsi:iscsi-ls",
                            "InitiatorAlias=",
                            "SessionType=Discovery"
                        },
                        LIBISCSI));

        assertEquals("Irrelevant", answers.get("MaxBurstLength"));
    }

    /** With a user and password set, it offers CHAP or None first, and names itself again in the next stage. */
    @Test
    void shouldLogInQemuWithAUserWhereNoneIsAsked() throws LoginFailure {
        String[] names = {
            "InitiatorName=iqn.2008-11.org.linux-kvm:vm", "InitiatorAlias=", "SessionType=Normal", TARGET_NAME
        };
        dialogue.go(0, 1, Dialogue.with(names, "AuthMethod=CHAP,None"));

        Map<String, String> answers = dialogue.go(1, 3, Dialogue.with(names, LIBISCSI));

        assertEquals("None", answers.get("HeaderDigest"));
    }

    @Test
    void shouldLogInFirmwareThatBootsFromIt() throws LoginFailure {
        dialogue.go(
                0,
                1,
                "InitiatorName=iqn.2010-04.org.ipxe:00000000-0000-0000-0000-000000000000",
                TARGET_NAME,
                "SessionType=Normal",
                "AuthMethod=CHAP,None");

        dialogue.go(
                1,
                3,
                "HeaderDigest=None",
                "DataDigest=None",
                "MaxConnections=1",
                "InitialR2T=Yes",
                "ImmediateData=No",
                "MaxRecvDataSegmentLength=8192",
                "MaxBurstLength=262144",
                "FirstBurstLength=262144",
                "DefaultTime2Wait=0",
                "DefaultTime2Retain=0",
                "MaxOutstandingR2T=1",
                "DataPDUInOrder=Yes",
                "DataSequenceInOrder=Yes",
                "ErrorRecoveryLevel=0");

        assertTrue(dialogue.result().initialR2T());
        assertFalse(dialogue.result().immediateData());
    }
}
