package dev.sluice.shell.foreign;

import dev.sluice.config.Node;
import dev.sluice.migrate.lio.LioNames;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Values of {@code set} and {@code get} that targetcli has and this shell lacks, with their counterparts. */
public final class ForeignSettings {
    private static final String LOOK =
            "the look of this shell has no settings; NO_COLOR=1 in its environment turns the colours off";
    private static final String LOG = "the log is in the journal: journalctl -u sluice; 'why' explains one node";

    private static final Map<String, String> GLOBALS = Map.ofEntries(
            Map.entry("auto_add_mapped_luns", "write add_mapped_luns=false after create, in luns and in acls"),
            Map.entry(
                    "auto_save_on_exit",
                    "every change is saved before it is acknowledged; after 'set global auto_save=false' only saveconfig saves"),
            Map.entry("auto_enable_tpgt", "a new portal group is enabled; disable disables it"),
            Map.entry("auto_cd_after_create", "the shell stays in its node; a path alone goes to another"),
            Map.entry("auto_use_daemon", "the shell always uses the daemon"),
            Map.entry("daemon_use_batch_mode", "'sluice < FILE' runs the lines of a file"),
            Map.entry("export_backstore_name_as_model", "write set attribute product_id=NAME in a backstore"),
            Map.entry(
                    "max_backup_files",
                    "the last ten versions are kept: 'versions' lists them, 'rollback' restores one"),
            Map.entry("legacy_hba_view", "backstores have a single view: TYPE/NAME"),
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
            Map.entry("tree_max_depth", "write the depth after ls, as in: ls / 2"),
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
