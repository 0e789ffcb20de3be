package dev.sluice.api.http;

/**
 * What is sent back.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param entityTag tells this state of the resource from others, or null
 * @param body may be empty
 */
record Answer(int status, String contentType, String entityTag, byte[] body) {
    static final String JSON = "application/json";

    static Answer json(Object value) {
        return new Answer(200, JSON, null, ApiJson.write(value));
    }

    static Answer nothing() {
        return new Answer(204, JSON, null, new byte[0]);
    }
}
