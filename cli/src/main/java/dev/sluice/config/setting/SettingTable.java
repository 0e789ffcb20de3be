package dev.sluice.config.setting;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The settings of a record, each bound to the component of its name. A component without a setting is copied as it is.
 * Immutable; any thread.
 *
 * @param <T> the record; null in a component is a setting that is not set
 */
public final class SettingTable<T extends Record> {
    private final List<Setting<?>> settings;
    private final List<Setting<?>> inFile;
    private final Map<String, Integer> places = new HashMap<>();
    private final MethodHandle[] getters;

    /** The setting of each component, or null. */
    private final Setting<?>[] bound;

    private final MethodHandle constructor;

    private SettingTable(Class<T> kind, List<Setting<?>> settings) {
        this.settings = settings;
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        getters = new MethodHandle[components.length];
        bound = new Setting<?>[components.length];
        try {
            constructor = lookup.findConstructor(kind, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            for (int i = 0; i < components.length; i++) {
                getters[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                bound[i] = find(components[i]);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(kind + " is no public record", e);
        }
        List<Setting<?>> ordered = new ArrayList<>();
        for (int i = 0; i < bound.length; i++) {
            if (bound[i] != null) {
                places.put(bound[i].member(), i);
                ordered.add(bound[i]);
            }
        }
        inFile = List.copyOf(ordered);
        for (Setting<?> setting : settings) {
            if (setting.member() != null && !places.containsKey(setting.member())) {
                throw new IllegalArgumentException(kind + " has no component for " + setting.member());
            }
        }
    }

    /**
     * The settings of a record.
     *
     * @param settings in the order in which they are shown
     * @throws IllegalArgumentException if a setting has no component of its name and type
     */
    public static <T extends Record> SettingTable<T> of(Class<T> kind, Setting<?>... settings) {
        return new SettingTable<>(kind, List.of(settings));
    }

    /** The component of a setting has its name, with a small first letter. */
    private Setting<?> find(RecordComponent component) {
        for (Setting<?> setting : settings) {
            String member = setting.member();
            if (member != null
                    && component.getName().equals(Character.toLowerCase(member.charAt(0)) + member.substring(1))) {
                if (component.getType() != setting.type().javaType()) {
                    throw new IllegalArgumentException(component + " has another type than its setting");
                }
                return setting;
            }
        }
        return null;
    }

    /** All settings, in the order in which they are shown. */
    public List<Setting<?>> settings() {
        return settings;
    }

    /** The settings of the file, in its order. */
    public List<Setting<?>> inFile() {
        return inFile;
    }

    /** The value of a setting, or null where it is not set. */
    public Object get(T part, Setting<?> setting) {
        Integer place = places.get(setting.member());
        return place == null ? null : get(part, place);
    }

    private Object get(T part, int place) {
        try {
            return getters[place].invokeExact((Object) part);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** True for a flag that is on, by its value or by default. */
    public boolean isOn(T part, Setting<Boolean> flag) {
        Object value = get(part, flag);
        return Boolean.TRUE.equals(value == null ? flag.usualValue() : value);
    }

    /** The settings that are set, by their names in JSON, in the order of the file. */
    public Map<String, Object> members(T part) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Setting<?> setting : inFile) {
            Object value = get(part, setting);
            if (value != null) {
                members.put(setting.member(), value);
            }
        }
        return members;
    }

    /** The setting of a name in JSON, or null. */
    public Setting<?> member(String name) {
        Integer place = places.get(name);
        return place == null
                ? null
                : inFile.stream()
                        .filter(setting -> name.equals(setting.member()))
                        .findFirst()
                        .orElseThrow();
    }

    /** A part with another value of a setting; null for its default. */
    public <V> T with(T part, Setting<V> setting, V value) {
        return withValue(part, setting, value);
    }

    /** A part with the value of a setting from another part. */
    public T copied(T part, Setting<?> setting, T from) {
        return withValue(part, setting, get(from, setting));
    }

    /** A part with a setting back at its default. */
    public T without(T part, Setting<?> setting) {
        return withValue(part, setting, null);
    }

    /** A part with the value of a text; null for the default. */
    public T parsed(T part, Setting<?> setting, String text) {
        return withValue(part, setting, text == null ? null : setting.type().parse(setting.name(), text));
    }

    /** A part with the default of each setting that is not set. */
    public T withUsual(T part) {
        T said = part;
        for (Setting<?> setting : inFile) {
            if (setting.usualValue() != null && get(part, setting) == null) {
                said = withValue(said, setting, setting.usualValue());
            }
        }
        return said;
    }

    private T withValue(T part, Setting<?> setting, Object value) {
        Integer place = places.get(setting.member());
        if (place == null) {
            return part;
        }
        Object[] values = new Object[getters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == place ? value : get(part, i);
        }
        return create(values);
    }

    /** A part with other values of all settings of the file; {@code value} gives null for the default. */
    public T with(T part, Function<Setting<?>, Object> value) {
        Object[] values = new Object[getters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bound[i] == null ? get(part, i) : value.apply(bound[i]);
        }
        return create(values);
    }

    /** A part of which every component is a setting, with nothing set. */
    public T usual() {
        return create(new Object[getters.length]);
    }

    @SuppressWarnings("unchecked") // the constructor is that of the record
    private T create(Object[] values) {
        try {
            return (T) (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
