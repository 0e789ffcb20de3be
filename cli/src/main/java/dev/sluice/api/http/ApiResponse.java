package dev.sluice.api.http;

/** A response of the API.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param entityTag tells this state of the resource from others, or null
 * @param body may be empty
 */
record ApiResponse(int status, String contentType, String entityTag, byte[] body) {
    static final String JSON = "application/json";

    static ApiResponse json(Object value) {
        return new ApiResponse(200, JSON, null, ApiJson.write(value));
    }

    static ApiResponse nothing() {
        return new ApiResponse(204, JSON, null, new byte[0]);
    }
}
