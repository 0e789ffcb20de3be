package dev.sluice.daemon;

import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds LUNs that a change would take from initiators that use them. */
final class InUseCheck {
    /** A session, by its initiator and portal group. */
    record User(String initiator, Node.Group at) {}

    private InUseCheck() {}

    /** Sentences about the LUNs that sessions would lose; empty if there are none. */
    static List<String> losses(
            Configuration before, Configuration after, BackstoreChanges backstores, List<User> users) {
        List<String> losses = new ArrayList<>();
        for (User user : users) {
            Map<Integer, String> saw = VisibleLuns.of(before, user.at(), user.initiator());
            if (saw == null) {
                continue;
            }
            Map<Integer, String> sees = VisibleLuns.of(after, user.at(), user.initiator());
            if (sees == null) {
                losses.add(user.initiator() + " is logged in to " + user.at());
                continue;
            }
            saw.forEach((number, id) -> {
                if (!id.equals(sees.get(number)) || !backstores.keeps(id)) {
                    losses.add(user.initiator() + " uses LUN " + number + " of " + user.at() + " (" + id + ")");
                }
            });
        }
        return losses;
    }
}
