package dev.sluice.shell.foreign;

import dev.sluice.config.Node;
import dev.sluice.migrate.lio.LioNames;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Values of {@code set} and {@code get} that targetcli has and this shell lacks, with their counterparts. */
public final class ForeignSettings {
    private static final String LOOK =
            "how this shell looks is not set: NO_COLOR=1 in its environment takes the colours away";
    private static final String LOG = "the log goes to the journal: journalctl -u sluice; 'why' tells of one node";

    private static final Map<String, String> GLOBALS = Map.ofEntries(
            Map.entry("auto_add_mapped_luns", "write add_mapped_luns=false behind create, in luns and in acls"),
            Map.entry(
                    "auto_save_on_exit",
                    "each change is saved before it is acknowledged; set global auto_save=false leaves that to saveconfig"),
            Map.entry("auto_enable_tpgt", "a new portal group is enabled; disable is for one that shall not be"),
            Map.entry("auto_cd_after_create", "the shell stays where it is; a path alone goes there"),
            Map.entry("auto_use_daemon", "the daemon does all the work, always"),
            Map.entry("daemon_use_batch_mode", "lines of a file are done by: sluice < FILE"),
            Map.entry(
                    "export_backstore_name_as_model",
                    "set attribute product_id=NAME of a backstore tells initiators a name"),
            Map.entry(
                    "max_backup_files", "the last ten versions are kept: 'versions' lists them, 'rollback' goes back"),
            Map.entry("legacy_hba_view", "backstores have one view: TYPE/NAME"),
            Map.entry("loglevel_console", LOG),
            Map.entry("loglevel_file", LOG),
            Map.entry("logfile", LOG),
            Map.entry("color_mode", LOOK),
            Map.entry("color_default", LOOK),
            Map.entry("color_path", LOOK),
            Map.entry("color_command", LOOK),
            Map.entry("color_parameter", LOOK),
            Map.entry("color_keyword", LOOK),
            Map.entry("completions_in_columns", LOOK),
            Map.entry("prompt_length", LOOK),
            Map.entry("tree_max_depth", "write the depth behind ls, as in: ls / 2"),
            Map.entry("tree_round_nodes", LOOK),
            Map.entry("tree_show_root", LOOK),
            Map.entry("tree_status_mode", LOOK));

    private ForeignSettings() {}

    /** Returns the counterpart of a value, or null if there is none. */
    public static String value(String group, String name) {
        return group.equals("global") ? GLOBALS.get(name.toLowerCase(Locale.ROOT)) : null;
    }

    /** Returns the counterpart of a group of values, or null if there is none. */
    public static String group(Node node, String group, Collection<String> names) {
        if (!(node instanceof Node.OneAcl acl) || !group.equals("attribute") && !group.equals("parameter")) {
            return null;
        }
        StringBuilder advice = new StringBuilder(
                "an ACL has the " + group + "s of its portal group: " + acl.group() + " set " + group + " NAME=VALUE");
        for (String name : names) {
            String reason = LioNames.reason(name);
            if (reason != null) {
                advice.append(". ").append(name).append(": ").append(reason);
            }
        }
        return advice.toString();
    }
}
