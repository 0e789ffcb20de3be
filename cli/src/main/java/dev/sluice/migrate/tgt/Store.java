package dev.sluice.migrate.tgt;

/**
 * A backing store of a target.
 *
 * @param directive that names it
 * @param own its own settings
 * @param lun its number
 * @param direct true of a device that tgt shows as it is
 */
record Store(Directive directive, Options own, int lun, boolean direct) {
    String path() {
        return directive.value();
    }
}
