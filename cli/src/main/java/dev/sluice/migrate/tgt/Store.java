package dev.sluice.migrate.tgt;

/**
 * A backing store of a target.
 *
 * @param directive the directive of its path
 * @param own its own settings
 * @param lun its number
 * @param direct true for a device that tgt passes through
 */
record Store(Directive directive, Options own, int lun, boolean direct) {
    String path() {
        return directive.value();
    }
}
