package dev.sluice.config.attribute;

import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Discovery;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Identity;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Node;
import dev.sluice.config.Parameters;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.SharedLists;
import dev.sluice.config.Target;
import dev.sluice.config.setting.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The values that nodes have, by group and name. */
public final class Attributes {
    private static final String ATTRIBUTE = "attribute";
    private static final String PARAMETER = "parameter";
    private static final String AUTH = "auth";
    private static final String DISCOVERY_AUTH = "discovery_auth";
    private static final String GLOBAL = "global";

    private static final List<Attribute<Configuration>> GLOBALS = Attribute.of(Configuration.SETTINGS);
    private static final List<Attribute<Discovery>> DISCOVERIES = SharedLists.joined(
            Attribute.of(Discovery.SETTINGS),
            lifted(CredentialTable.AUTH, Discovery::authentication, Discovery::withAuthentication));
    private static final List<Attribute<Backstore>> BACKSTORES = SharedLists.joined(
            Attribute.of(Backstore.SETTINGS),
            lifted(
                    Attribute.of(Identity.SETTINGS),
                    backstore -> backstore.identity() == null ? Identity.NONE : backstore.identity(),
                    Backstore::withIdentity));
    private static final List<Attribute<Target>> TARGETS = Attribute.of(Target.SETTINGS);
    private static final List<Attribute<GroupAttributes>> GROUPS = Attribute.of(GroupAttributes.SETTINGS);
    private static final List<Attribute<Parameters>> PARAMETERS = Attribute.of(Parameters.SETTINGS);
    private static final List<Attribute<MappedLun>> MAPPED_LUNS = Attribute.of(MappedLun.SETTINGS);

    private Attributes() {}

    /**
     * A value of a node.
     *
     * @param name the name that administrators write
     * @param value the value as text, the default if nothing is set; of a secret only that there is one
     * @param isUsual true if nothing is set
     * @param usual the default
     * @param choices all possible values, or empty if they are too many
     * @param description one sentence without a full stop
     */
    public record Value(
            String name, String value, boolean isUsual, String usual, List<String> choices, String description) {}

    /** The groups of values of a kind of node; empty if it has none. */
    public static List<String> groups(Node node) {
        return switch (node) {
            case Node.Root() -> List.of(GLOBAL);
            case Node.Targets() -> List.of(DISCOVERY_AUTH);
            case Node.OneBackstore one -> List.of(ATTRIBUTE);
            case Node.OneTarget one -> List.of(ATTRIBUTE);
            case Node.Group group -> List.of(ATTRIBUTE, PARAMETER, AUTH);
            case Node.OneAcl acl -> List.of(AUTH);
            case Node.OneMappedLun mapped -> List.of(ATTRIBUTE);
            default -> List.of();
        };
    }

    /**
     * The values of a node, in a fixed order.
     *
     * @throws IllegalArgumentException if there is no such node, or it has no such group
     */
    public static List<Value> read(Configuration in, Node node, String group) {
        return read(of(in, node, group), in);
    }

    /** The values of the root. */
    public static List<Value> read(Configuration whole) {
        return read(GLOBALS, whole);
    }

    /** The values of a backstore. */
    public static List<Value> read(Backstore backstore) {
        return read(BACKSTORES, backstore);
    }

    /** The attributes of a portal group. */
    public static List<Value> read(GroupAttributes attributes) {
        return read(GROUPS, attributes);
    }

    /** The parameters of a portal group. */
    public static List<Value> read(Parameters parameters) {
        return read(PARAMETERS, parameters);
    }

    /** The values of a mapped LUN. */
    public static List<Value> read(MappedLun mapped) {
        return read(MAPPED_LUNS, mapped);
    }

    private static <T> List<Value> read(List<Attribute<T>> attributes, T part) {
        List<Value> values = new ArrayList<>(attributes.size());
        for (Attribute<T> attribute : attributes) {
            String value = attribute.get().apply(part);
            values.add(new Value(
                    attribute.name(),
                    value == null ? attribute.usual() : value,
                    value == null,
                    attribute.usual(),
                    attribute.choices(),
                    attribute.description()));
        }
        return values;
    }

    /**
     * A configuration with other values.
     *
     * @param values by name; null or {@code default} for the usual one
     * @throws IllegalArgumentException if there is no such node, group or name, or a value is not possible
     */
    public static Configuration set(Configuration in, Node node, String group, Map<String, String> values) {
        List<Attribute<Configuration>> attributes = of(in, node, group);
        Configuration changed = in;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            Attribute<Configuration> attribute =
                    SharedLists.find(attributes, one -> one.name().equalsIgnoreCase(entry.getKey()));
            if (attribute == null) {
                throw new IllegalArgumentException("there is no " + group + " '" + entry.getKey() + "' of " + node
                        + ": there are "
                        + String.join(
                                ", ", attributes.stream().map(Attribute::name).toList()));
            }
            String text = ValueType.DEFAULT.equals(entry.getValue()) ? null : entry.getValue();
            changed = attribute.set().apply(changed, text);
        }
        return changed;
    }

    private static List<Attribute<Configuration>> of(Configuration in, Node node, String group) {
        if (!groups(node).contains(group)) {
            throw new IllegalArgumentException(
                    groups(node).isEmpty()
                            ? node + " has no values to set"
                            : node + " has no '" + group + "': it has " + String.join(", ", groups(node)));
        }
        return switch (node) {
            case Node.Root() -> GLOBALS;
            case Node.Targets() -> lifted(DISCOVERIES, Configuration::discovery, Configuration::withDiscovery);
            case Node.OneBackstore one ->
                lifted(
                        BACKSTORES,
                        whole -> backstore(whole, one),
                        (whole, part) -> whole.withBackstores(
                                SharedLists.replace(whole.backstores(), backstore(whole, one), part)));
            case Node.OneTarget one ->
                lifted(TARGETS, whole -> target(whole, one), (whole, part) -> put(whole, one, part));
            case Node.Group at ->
                switch (group) {
                    case ATTRIBUTE ->
                        lifted(
                                GROUPS,
                                whole -> group(whole, at).attributes(),
                                (whole, part) -> put(whole, at, group(whole, at).withAttributes(part)));
                    case PARAMETER ->
                        lifted(
                                PARAMETERS,
                                whole -> group(whole, at).parameters(),
                                (whole, part) -> put(whole, at, group(whole, at).withParameters(part)));
                    default ->
                        lifted(
                                CredentialTable.AUTH,
                                whole -> group(whole, at).authentication(),
                                (whole, part) -> put(whole, at, group(whole, at).withAuthentication(part)));
                };
            case Node.OneAcl at ->
                lifted(
                        CredentialTable.AUTH,
                        whole -> acl(whole, at).authentication(),
                        (whole, part) -> put(whole, at, acl(whole, at).withAuthentication(part)));
            case Node.OneMappedLun(Node.OneAcl at, int lun) ->
                lifted(MAPPED_LUNS, whole -> mapped(whole, at, lun), (whole, part) -> {
                    Acl acl = acl(whole, at);
                    return put(
                            whole,
                            at,
                            acl.withMappedLuns(SharedLists.replace(acl.mappedLuns(), mapped(whole, at, lun), part)));
                });
            default -> throw new IllegalArgumentException(node + " has no values to set");
        };
    }

    private static <W, T> List<Attribute<W>> lifted(
            List<Attribute<T>> attributes, Function<W, T> part, BiFunction<W, T, W> put) {
        return attributes.stream().map(attribute -> attribute.of(part, put)).toList();
    }

    private static Backstore backstore(Configuration in, Node.OneBackstore one) {
        return existing(in.backstore(one.id()), one);
    }

    private static Target target(Configuration in, Node.OneTarget one) {
        return existing(in.target(one.name()), one);
    }

    private static PortalGroup group(Configuration in, Node.Group at) {
        return existing(target(in, new Node.OneTarget(at.target())).portalGroup(at.tag()), at);
    }

    private static Acl acl(Configuration in, Node.OneAcl at) {
        return existing(group(in, at.group()).acl(at.initiator()), at);
    }

    private static MappedLun mapped(Configuration in, Node.OneAcl at, int lun) {
        return existing(acl(in, at).mappedLun(lun), new Node.OneMappedLun(at, lun));
    }

    private static Configuration put(Configuration in, Node.OneTarget at, Target part) {
        return in.withTargets(SharedLists.replace(in.targets(), target(in, at), part));
    }

    private static Configuration put(Configuration in, Node.Group at, PortalGroup part) {
        Node.OneTarget one = new Node.OneTarget(at.target());
        Target target = target(in, one);
        return put(in, one, target.withPortalGroups(SharedLists.replace(target.portalGroups(), group(in, at), part)));
    }

    private static Configuration put(Configuration in, Node.OneAcl at, Acl part) {
        PortalGroup group = group(in, at.group());
        return put(in, at.group(), group.withAcls(SharedLists.replace(group.acls(), acl(in, at), part)));
    }

    private static <T> T existing(T found, Node node) {
        if (found == null) {
            throw new IllegalArgumentException("there is no " + node);
        }
        return found;
    }
}
