package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What a login is offered, by the names of RFC 7143 13; its units and ranges are those there. Null is the usual value of each.
 *
 * @param maxRecvDataSegmentLength bytes; usually 262,144
 * @param maxBurstLength bytes; usually 1,048,576
 * @param firstBurstLength bytes; usually 262,144
 * @param maxOutstandingR2T of one task; usually 8
 * @param initialR2T usually yes
 * @param immediateData usually yes
 * @param maxConnections of one session, 1 to 8; usually 1
 * @param errorRecoveryLevel 0, 1 or 2; usually 0
 * @param defaultTime2Wait seconds, 0 to 3,600; usually 2
 * @param defaultTime2Retain seconds, 0 to 3,600; usually 20
 */
@JsonPropertyOrder({
    "MaxRecvDataSegmentLength",
    "MaxBurstLength",
    "FirstBurstLength",
    "MaxOutstandingR2T",
    "InitialR2T",
    "ImmediateData",
    "MaxConnections",
    "ErrorRecoveryLevel",
    "DefaultTime2Wait",
    "DefaultTime2Retain"
})
public record Parameters(
        @JsonProperty("MaxRecvDataSegmentLength") Integer maxRecvDataSegmentLength,
        @JsonProperty("MaxBurstLength") Integer maxBurstLength,
        @JsonProperty("FirstBurstLength") Integer firstBurstLength,
        @JsonProperty("MaxOutstandingR2T") Integer maxOutstandingR2T,
        @JsonProperty("InitialR2T") Boolean initialR2T,
        @JsonProperty("ImmediateData") Boolean immediateData,
        @JsonProperty("MaxConnections") Integer maxConnections,
        @JsonProperty("ErrorRecoveryLevel") Integer errorRecoveryLevel,
        @JsonProperty("DefaultTime2Wait") Integer defaultTime2Wait,
        @JsonProperty("DefaultTime2Retain") Integer defaultTime2Retain) {
    public static final Parameters USUAL = new Parameters(null, null, null, null, null, null, null, null, null, null);
}
