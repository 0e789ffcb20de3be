package dev.sluice.cli;

import dev.sluice.config.Backstore;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings of {@code sluice serve}, checked as far as possible without touching a disk.
 *
 * @param listen the addresses to listen on, at least one: the portals of group 1
 * @param portalGroups further groups of the target, with the same LUNs and access rules
 * @param targetName the name of the one target
 * @param allow the initiators that may log in; empty for all of them
 * @param chap the authentication that they need
 * @param targetAlias the alias of the target, or empty
 * @param limits the limits that logins negotiate
 * @param keepAlive the times of the pings to initiators
 * @param stateDirectory the directory for data that outlive a restart, or null
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
