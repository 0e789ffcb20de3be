/** Tests with files that targetcli saved. */
package dev.sluice.migrate.lio;
