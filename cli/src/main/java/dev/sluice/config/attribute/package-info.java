/**
 * Values of nodes by name, in the groups that targetcli has: attribute, parameter, auth, discovery_auth, global.
 *
 * <p>Used by changes, which set them, and by commands that show or complete them. Any thread. A new value is one line in one table.
 */
package dev.sluice.config.attribute;
