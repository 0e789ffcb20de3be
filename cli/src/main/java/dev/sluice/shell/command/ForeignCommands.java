package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.migrate.lio.LioNames;
import dev.sluice.shell.line.Word;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Answers to those who type what targetcli or tgt have and this shell has not: the way to the same here. */
final class ForeignCommands {
    /** So much of a file tells whose it is. */
    private static final int MOST_READ = 1 << 20;

    private static final Pattern TGT = Pattern.compile("(?m)^\\s*(<target\\s|default-driver\\s)");

    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("bookmarks", "a path alone goes there, 'cd <' goes back, and completion finds the rest"),
            Map.entry("refresh", "nothing has to be: each command shows what is served now"),
            Map.entry("tag", "an ACL is called by the name of its initiator, and has no tag"),
            Map.entry("untag", "an ACL is called by the name of its initiator, and has no tag"),
            Map.entry("enable_iser", "iSER (iSCSI over RDMA) is not there: a portal is one of TCP"),
            Map.entry("iser", "iSER (iSCSI over RDMA) is not there: a portal is one of TCP"),
            Map.entry("enable_offload", "offload to network cards is not there: a portal is one of TCP"),
            Map.entry("offload", "offload to network cards is not there: a portal is one of TCP"),
            Map.entry("uninstall", "systemctl disable --now sluice ends it, clearconfig confirm=True takes all away"),
            Map.entry("show", "ls draws the tree, info tells of one node, sessions of initiators"),
            Map.entry("list", "ls draws the tree, info tells of one node, sessions of initiators"),
            Map.entry("new", "create makes what the node holds"),
            Map.entry("bind", "/iscsi/IQN/tpg1/acls create INITIATOR lets an initiator in"),
            Map.entry("unbind", "/iscsi/IQN/tpg1/acls delete INITIATOR lets an initiator in no more"),
            Map.entry("update", "set GROUP NAME=VALUE sets values of the node"),
            Map.entry("dump", "ls draws what is served, saveconfig FILE writes it to a file"));

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

    private static final String FABRIC = "iSCSI is the only fabric here: targets are in /iscsi";

    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry("user:rbd", "map the image by 'rbd map IMAGE', then /backstores/block create NAME /dev/rbd0"),
            Map.entry("user:glfs", "mount the volume, then /backstores/fileio create NAME FILE"),
            Map.entry(
                    "user:qcow",
                    "make a raw image of it by 'qemu-img convert -O raw', then /backstores/fileio create NAME FILE"),
            Map.entry("user:fbo", "/backstores/fileio create NAME FILE, then set attribute cd=1"),
            Map.entry("user:file", "/backstores/fileio create NAME FILE"),
            Map.entry("user:zbc", "zoned disks are not made of files here"),
            Map.entry("iblock", "it is called /backstores/block"),
            Map.entry("rd_mcp", "it is called /backstores/ramdisk"),
            Map.entry("rd_dr", "it is called /backstores/ramdisk"),
            Map.entry(
                    "alua",
                    "access states are those of portal groups: /iscsi/IQN/tpg2 set attribute alua_access_state=standby"),
            Map.entry("statistics", "'sessions detail' and 'info' of a session have counters"),
            Map.entry("loopback", FABRIC),
            Map.entry("vhost", FABRIC),
            Map.entry("qla2xxx", FABRIC),
            Map.entry("tcm_fc", FABRIC),
            Map.entry("ib_srpt", FABRIC),
            Map.entry("srpt", FABRIC),
            Map.entry("sbp", FABRIC),
            Map.entry("usb_gadget", FABRIC),
            Map.entry("xen-pvscsi", FABRIC),
            Map.entry("xen_pvscsi", FABRIC));

    private ForeignCommands() {}

    /** What there is in the place of a command, or null where nobody is used to it. */
    static String command(String typed) {
        return COMMANDS.get(typed.toLowerCase(Locale.ROOT));
    }

    /** What there is in the place of a value, or null. */
    static String value(String group, String name) {
        return group.equals("global") ? GLOBALS.get(name.toLowerCase(Locale.ROOT)) : null;
    }

    /** What there is in the place of a group of values, or null. */
    static String group(Node node, String group, Collection<String> names) {
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

    /** What there is in the place of a step of a path, or null. */
    static String step(String step) {
        String known = STEPS.get(step);
        if (known == null && step.startsWith("user:")) {
            return "what a handler of tcmu reads has to be mapped as a device: then /backstores/block create NAME DEVICE";
        }
        return known == null && step.startsWith("@") ? command("bookmarks") : known;
    }

    /** What there is in the place of words behind a command, or null where there are none of that kind. */
    static String words(ShellCommand command, List<Word> words) {
        for (Word word : words) {
            String advice = word.name() == null ? null : word(command, word);
            if (advice != null) {
                return advice;
            }
        }
        return null;
    }

    private static String word(ShellCommand command, Word word) {
        return switch (command.name() + " " + word.name()) {
            case "restoreconfig target" ->
                "all of a file is served, or nothing: 'restore /iscsi/" + word.value()
                        + "' brings one target back from a version that was saved";
            case "restoreconfig storage_object" ->
                "all of a file is served, or nothing: 'restore /backstores/TYPE/" + word.value()
                        + "' brings one backstore back from a version that was saved";
            case "delete save" -> "each change is saved, also without save=" + word.value() + ": leave it out";
            case "create exclusive" -> "a device that is in use elsewhere is never taken: leave exclusive out";
            case "create cfgstring" ->
                "there is no cfgstring here: map what it names as a device, then /backstores/block create NAME DEVICE";
            default -> null;
        };
    }

    /** What to do with a file that is none of this program's, or null where it may be one. */
    static String file(String path, byte[] text) {
        String start = new String(text, 0, Math.min(text.length, MOST_READ), StandardCharsets.UTF_8);
        if (start.stripLeading().startsWith("{")
                && (start.contains("\"storage_objects\"") || start.contains("\"fabric_modules\""))) {
            return path + " is a file of targetcli: write sluice import lio " + path
                    + " -o NEW, and then plan NEW and apply NEW";
        }
        if (TGT.matcher(start).find()) {
            return path + " is a file of tgt-admin: write sluice import tgt " + path
                    + " -o NEW, and then plan NEW and apply NEW";
        }
        return null;
    }

    /** What to do where a file is not there that targetcli keeps, or an empty text. */
    static String missingFile(String path) {
        return path.endsWith("/saveconfig.json")
                ? "; it is targetcli's: write sluice import lio FILE to take one over. Sluice's own versions are listed by"
                        + " 'versions'"
                : "";
    }
}
