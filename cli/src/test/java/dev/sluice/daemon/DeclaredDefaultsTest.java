package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Identity;
import dev.sluice.config.Parameters;
import dev.sluice.scsi.unit.UnitIdentity;
import org.junit.jupiter.api.Test;

/** The defaults that settings declare are those of the server. */
class DeclaredDefaultsTest {
    @Test
    void shouldOfferTheSameWhenADefaultIsSetOrLeftOut() {
        assertEquals(
                OfferedParameters.limits(Parameters.USUAL),
                OfferedParameters.limits(Parameters.SETTINGS.withUsual(Parameters.USUAL)));
        GroupAttributes set = GroupAttributes.SETTINGS.withUsual(GroupAttributes.USUAL);
        assertEquals(OfferedParameters.keepAlive(GroupAttributes.USUAL), OfferedParameters.keepAlive(set));
        assertEquals(OfferedParameters.accessState(GroupAttributes.USUAL), OfferedParameters.accessState(set));
    }

    @Test
    void shouldShowTheSameIdentityWhenADefaultIsSetOrLeftOut() {
        assertEquals(UnitIdentity.DEFAULT_VENDOR, Identity.VENDOR.usualValue());
        assertEquals(UnitIdentity.DEFAULT_PRODUCT, Identity.PRODUCT.usualValue());
        assertEquals(UnitIdentity.DEFAULT_REVISION, Identity.REVISION.usualValue());
    }
}
