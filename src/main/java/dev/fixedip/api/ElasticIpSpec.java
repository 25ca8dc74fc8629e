package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which Elastic IP; exactly one of the two. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ElasticIpSpec(
    @JsonPropertyDescription(
            "The Elastic IP with this allocation id, such as eipalloc-0123456789abcdef0. It is"
                + " never taken from what it is associated with, and never released.")
        @SelectableField
        @Pattern(Rules.ALLOCATION_ID)
        @Nullable String allocationId,
    @JsonPropertyDescription(
            "true: one is allocated for this resource, and released with it or when 'elasticIp'"
                + " is taken out.")
        @ValidationRule(value = Rules.ALLOCATES, message = Rules.ALLOCATES_MESSAGE)
        @Nullable Boolean allocate) {}
