using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Sememe.Extensions.AI;

/// <summary>What listeners of activities and metrics need to know; names and attributes are those of OpenTelemetry's semantic conventions for generative AI, 1.37.</summary>
/// <remarks>Texts and vectors are never recorded. Costs nothing while nobody listens.</remarks>
public static class EmbeddingTelemetry
{
    /// <summary>Name of the activity source and of the meter: <c>AddSource</c> and <c>AddMeter</c> take it.</summary>
    public const string SourceName = "Sememe.Extensions.AI";

    /// <summary>Value of <c>gen_ai.provider.name</c>.</summary>
    public const string Provider = "sememe";

    /// <summary>Name of the histogram of durations, in seconds.</summary>
    public const string DurationMetric = "gen_ai.client.operation.duration";

    /// <summary>Name of the histogram of tokens that one request used.</summary>
    public const string TokenMetric = "gen_ai.client.token.usage";

    internal const string Operation = "embeddings";

    private static readonly string? s_version = typeof(EmbeddingTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
    private static readonly Meter s_meter = new(SourceName, s_version);

    internal static ActivitySource Source { get; } = new(SourceName, s_version);

    // The bounds that the conventions ask for.
    internal static Histogram<double> Duration { get; } = s_meter.CreateHistogram(
        DurationMetric,
        "s",
        "Duration of a request",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] });

    internal static Histogram<long> Tokens { get; } = s_meter.CreateHistogram(
        TokenMetric,
        "{token}",
        "Tokens that a request used",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] });

    /// <summary>Keys of attributes.</summary>
    internal static class Attributes
    {
        public const string OperationName = "gen_ai.operation.name";
        public const string ProviderName = "gen_ai.provider.name";
        public const string RequestModel = "gen_ai.request.model";
        public const string ResponseModel = "gen_ai.response.model";
        public const string DimensionCount = "gen_ai.embeddings.dimension.count";
        public const string InputTokens = "gen_ai.usage.input_tokens";
        public const string TokenType = "gen_ai.token.type";
        public const string ErrorType = "error.type";
    }
}
