package dev.sluice.migrate.lio;

import java.util.List;

/**
 * A member of LIO's file that needs no counterpart: one of its values, or any, stands for the fixed behaviour of Sluice.
 *
 * @param name the name of the member
 * @param same the value that stands for that behaviour; null for every value
 * @param reason the behaviour of Sluice, in words
 */
record Known(String name, String same, String reason) {
    private static final String OWN_LIMIT = "Sluice tells initiators of limits of its own";
    private static final String ALWAYS = "it is always there";
    private static final String OBSOLETE = "RFC 7143 has no markers any more";
    private static final String ORDER = "data are always in order";

    static Known any(String name, String reason) {
        return new Known(name, null, reason);
    }

    /** Attributes of storage objects. */
    static final List<Known> STORAGE = List.of(
            new Known("alua_support", "1", "access states are always told of"),
            new Known("emulate_3pc", "1", ALWAYS),
            new Known("emulate_caw", "1", ALWAYS),
            new Known("emulate_dpo", "1", ALWAYS),
            any("emulate_fua_read", "reads have what was last written in any case"),
            new Known("emulate_fua_write", "1", "writes with FUA reach the medium"),
            new Known("emulate_pr", "1", ALWAYS),
            any("emulate_rest_reord", "initiators set the order of commands with a mode page"),
            new Known("emulate_rsoc", "1", ALWAYS),
            any("emulate_tas", "initiators set how aborted tasks end with a mode page"),
            new Known("emulate_ua_intlck_ctrl", "0", "unit attentions are not interlocked"),
            new Known("enforce_pr_isids", "1", "registrations belong to initiator ports"),
            new Known("force_pr_aptpl", "0", "registrations outlive a restart if initiators ask for it"),
            any("is_nonrot", "Sluice tells of what the device itself tells"),
            any("max_unmap_block_desc_count", OWN_LIMIT),
            any("max_unmap_lba_count", OWN_LIMIT),
            any("max_write_same_len", OWN_LIMIT),
            any("optimal_sectors", OWN_LIMIT),
            any("queue_depth", OWN_LIMIT),
            any("submit_type", "Sluice submits in batches"),
            new Known("pgr_support", "1", ALWAYS),
            any("pi_prot_format", "it starts a formatting and says nothing of the disk"),
            any("pi_prot_verify", "protection information is checked as commands ask for it"),
            any("unmap_granularity", OWN_LIMIT),
            any("unmap_granularity_alignment", OWN_LIMIT),
            any("unmap_zeroes_data", OWN_LIMIT));

    /** Attributes of devices that are passed through. */
    static final List<Known> PASSED_THROUGH = List.of(
            any("alua_support", "the device itself answers"),
            any("emulate_pr", "the device itself answers"),
            any("pgr_support", "the device itself answers"));

    /** Attributes of portal groups. */
    static final List<Known> GROUP = List.of(
            any("cache_dynamic_acls", "the state of initiators without an ACL outlives their sessions"),
            any("default_cmdsn_depth", "Sluice has a command window of its own"),
            any("default_erl", "the parameter ErrorRecoveryLevel decides"),
            any("demo_mode_discovery", "discovery shows an initiator the targets it may log in to"),
            any("fabric_prot_type", "protection information is told of by the disk that has it"),
            any("login_keys_workaround", "Sluice answers keys in the order in which they come"),
            any("login_timeout", "Sluice has a time limit of its own for logins"),
            any("netif_timeout", "nothing reads it any more"),
            new Known("prod_mode_write_protect", "0", "mapped LUNs are protected one by one"),
            any("t10_pi", "protection information is told of by the disk that has it"),
            new Known("tpg_enabled_sendtargets", "1", "discovery shows groups that are enabled"));

    /** Parameters of portal groups that are not taken over. */
    static final List<Known> PARAMETER = List.of(
            new Known("DataPDUInOrder", "Yes", ORDER),
            new Known("DataSequenceInOrder", "Yes", ORDER),
            new Known("DataDigest", "CRC32C,None", "initiators choose whether there are digests"),
            new Known("HeaderDigest", "CRC32C,None", "initiators choose whether there are digests"),
            any("IFMarkInt", OBSOLETE),
            any("IFMarker", OBSOLETE),
            any("OFMarkInt", OBSOLETE),
            any("OFMarker", OBSOLETE),
            any("MaxXmitDataSegmentLength", "initiators say how much they accept at once"));

    /** Attributes of ACLs. */
    static final List<Known> ACL = List.of(
            any("dataout_timeout", "the daemon has one time for all, --data-out-timeout, and asks once"),
            any("dataout_timeout_retries", "the daemon has one time for all, --data-out-timeout, and asks once"),
            any("default_erl", "the parameter ErrorRecoveryLevel decides"),
            new Known("random_datain_pdu_offsets", "0", ORDER),
            new Known("random_datain_seq_offsets", "0", ORDER),
            new Known("random_r2t_offsets", "0", ORDER));

    /** Takes the members of a table, and reports other values than the given one. */
    static void take(List<Known> table, Members members) {
        for (Known known : table) {
            String value = members.text(known.name);
            if (value == null) {
                continue;
            }
            if (known.same == null || known.same.equals(value)) {
                members.meaningless(known.name, known.reason);
            } else {
                members.changed(known.name, known.name + " is " + value, "Here " + known.reason);
            }
        }
    }
}
