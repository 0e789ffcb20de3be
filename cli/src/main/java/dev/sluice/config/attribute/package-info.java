/**
 * Values of nodes by name, in the groups that targetcli has: attribute, parameter, auth, discovery_auth, global.
 *
 * <p>Used by changes that set them and by those who show or complete them. Any thread. A value more is one line in one table.
 */
package dev.sluice.config.attribute;
