package dev.sluice.shell.view;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.sluice.config.Difference;
import dev.sluice.config.Secret;
import dev.sluice.shell.view.TreeItem.Health;
import java.time.Instant;

/** Values as JSON, for programs that use the shell. */
public final class JsonOutput {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .addMixIn(Secret.Kept.class, WithoutText.class)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Health.class, new LowerCaseSerializer<>(Health.class))
                    .addSerializer(Difference.Kind.class, new LowerCaseSerializer<>(Difference.Kind.class)))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build()
            .writerWithDefaultPrettyPrinter();

    private JsonOutput() {}

    /** Secrets are left out. */
    @JsonIgnoreProperties("text")
    private interface WithoutText {}

    /** Returns a value as JSON, on several lines. */
    public static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
