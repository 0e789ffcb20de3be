/**
 * Generated files: man pages, and completions for bash, zsh and fish, from the model of the command line.
 *
 * <p>Called by a hidden command while the project is packaged, on the main thread. It knows Picocli's model and must not know
 * any command by name.
 */
package dev.sluice.cli.manual;
