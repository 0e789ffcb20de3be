package dev.sluice.config.change;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.config.Configuration;

/** A change of a configuration. In JSON an object whose member {@code do} names the kind of change. */
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
     * The configuration after the change. Checks only the nodes and values of the change itself; the rules of the whole are checked
     * after the last change of a transaction.
     *
     * @throws ChangeRefused if the change cannot be made
     */
    Configuration applyTo(Configuration before) throws ChangeRefused;
}
