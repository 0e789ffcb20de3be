/** Tests of what imports and exports have in common. */
package dev.sluice.migrate;
