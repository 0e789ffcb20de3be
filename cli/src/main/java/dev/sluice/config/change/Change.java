package dev.sluice.config.change;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.config.Configuration;

/** A change of a configuration. As JSON an object whose member {@code do} says which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @Type(value = CreateBackstore.class, name = "create-backstore"),
    @Type(value = CreateTarget.class, name = "create-target"),
    @Type(value = CreatePortalGroup.class, name = "create-portal-group"),
    @Type(value = CreatePortal.class, name = "create-portal"),
    @Type(value = CreateLun.class, name = "create-lun"),
    @Type(value = CreateAcl.class, name = "create-acl"),
    @Type(value = CreateMappedLun.class, name = "create-mapped-lun"),
    @Type(value = DeleteNode.class, name = "delete"),
    @Type(value = SetValues.class, name = "set"),
    @Type(value = EnableGroup.class, name = "enable"),
    @Type(value = ResizeBackstore.class, name = "resize"),
    @Type(value = ClearConfiguration.class, name = "clear")
})
public sealed interface Change
        permits CreateBackstore,
                CreateTarget,
                CreatePortalGroup,
                CreatePortal,
                CreateLun,
                CreateAcl,
                CreateMappedLun,
                DeleteNode,
                SetValues,
                EnableGroup,
                ResizeBackstore,
                ClearConfiguration {
    /**
     * The configuration after it. Nothing but what the change itself needs is checked here; the whole is, by its rules, when all changes
     * of a transaction are done.
     *
     * @throws ChangeRefused if it cannot be done
     */
    Configuration applyTo(Configuration before) throws ChangeRefused;
}
