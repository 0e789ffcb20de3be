package dev.sluice.cli;

import dev.sluice.config.Backstore;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code sluice serve} was asked for, checked as far as it can be without touching a disk.
 *
 * @param listen where to listen, at least one address: the portals of group 1
 * @param portalGroups further groups of the target, with the same LUNs and access rules
 * @param targetName the name of the one target
 * @param allow the initiators that may log in; empty for all of them
 * @param chap what they have to prove
 * @param targetAlias what people call the target, or empty
 * @param limits what logins are offered
 * @param keepAlive when initiators are pinged
 * @param stateDirectory where is kept what has to outlive a restart, or null
 * @param disks the LUNs, from 0, at least one
 * @param tuning the tuning
 */
record ServeSettings(
        List<InetSocketAddress> listen,
        List<PortalGroupArgument> portalGroups,
        String targetName,
        List<String> allow,
        ChapRequirements chap,
        String targetAlias,
        TargetLimits limits,
        KeepAlive keepAlive,
        Path stateDirectory,
        List<Backstore> disks,
        ServerTuning tuning) {}
