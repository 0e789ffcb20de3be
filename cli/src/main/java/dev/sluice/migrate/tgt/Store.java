package dev.sluice.migrate.tgt;

/**
 * A backing store of a target.
 *
 * @param directive that names it
 * @param own what is set of it alone
 * @param lun its number
 * @param direct whether it is a device that tgt shows as what it is
 */
record Store(Directive directive, Options own, int lun, boolean direct) {
    String path() {
        return directive.value();
    }
}
