package dev.sluice.shell.foreign;

import dev.sluice.shell.line.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Commands and parameters of targetcli and tgt that this shell lacks, with their counterparts. */
public final class ForeignCommands {
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
}
