package dev.sluice.shell.foreign;

import dev.sluice.shell.line.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Commands and parameters of targetcli and tgt that this shell lacks, with their counterparts. */
public final class ForeignCommands {
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("bookmarks", "there are no bookmarks; a path alone goes to its node, 'cd <' goes back"),
            Map.entry("refresh", "there is no need: each command shows the current state"),
            Map.entry("tag", "an ACL has no tag; its name is the name of its initiator"),
            Map.entry("untag", "an ACL has no tag; its name is the name of its initiator"),
            Map.entry("enable_iser", "iSER (iSCSI over RDMA) is not supported; portals use TCP"),
            Map.entry("iser", "iSER (iSCSI over RDMA) is not supported; portals use TCP"),
            Map.entry("enable_offload", "offload to network cards is not supported; portals use TCP"),
            Map.entry("offload", "offload to network cards is not supported; portals use TCP"),
            Map.entry(
                    "uninstall",
                    "'systemctl disable --now sluice' stops the daemon, 'clearconfig confirm=True' deletes everything"),
            Map.entry("show", "ls draws the tree, info shows one node, sessions lists initiators"),
            Map.entry("list", "ls draws the tree, info shows one node, sessions lists initiators"),
            Map.entry("new", "create creates a child of the node"),
            Map.entry("bind", "/iscsi/IQN/tpg1/acls create INITIATOR lets an initiator log in"),
            Map.entry("unbind", "/iscsi/IQN/tpg1/acls delete INITIATOR refuses an initiator"),
            Map.entry("update", "set GROUP NAME=VALUE changes values of the node"),
            Map.entry("dump", "ls draws the tree, saveconfig FILE writes the configuration to a file"));

    private ForeignCommands() {}

    /** Returns the counterpart of a command, or null if neither program has it. */
    public static String command(String typed) {
        return COMMANDS.get(typed.toLowerCase(Locale.ROOT));
    }

    /** Returns the counterpart of a parameter among the words of a command, or null if there is none. */
    public static String words(String command, List<Word> words) {
        for (Word word : words) {
            String advice = word.name() == null ? null : word(command, word);
            if (advice != null) {
                return advice;
            }
        }
        return null;
    }

    private static String word(String command, Word word) {
        return switch (command + " " + word.name()) {
            case "restoreconfig target" ->
                "a file is restored as a whole: 'restore /iscsi/" + word.value()
                        + "' restores one target from a saved version";
            case "restoreconfig storage_object" ->
                "a file is restored as a whole: 'restore /backstores/TYPE/" + word.value()
                        + "' restores one backstore from a saved version";
            case "delete save" -> "every change is saved anyway: leave out save=" + word.value();
            case "create exclusive" -> "a device that is in use elsewhere is never opened: leave out exclusive";
            case "create cfgstring" ->
                "cfgstring is not supported: map the volume as a device, then write /backstores/block create NAME DEVICE";
            default -> null;
        };
    }
}
