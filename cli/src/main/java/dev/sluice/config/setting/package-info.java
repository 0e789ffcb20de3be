/**
 * Declarations of settings: one for each value that an administrator can set, with its names, type, range, default and effect.
 *
 * <p>Used by the records of a configuration, which declare their settings, and by readers, writers, rules, {@code set} and the
 * documentation, which are derived from them. Any thread. Knows no configuration and no file.
 */
package dev.sluice.config.setting;
