package dev.sluice.shell.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Locale;

/** Writes the values of an enumeration in lower case. */
final class LowerCaseSerializer<E extends Enum<E>> extends StdSerializer<E> {
    private static final long serialVersionUID = 1;

    LowerCaseSerializer(Class<E> type) {
        super(type);
    }

    @Override
    public void serialize(E value, JsonGenerator to, SerializerProvider provider) throws IOException {
        to.writeString(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
