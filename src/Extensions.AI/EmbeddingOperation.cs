using System.Diagnostics;
using Keys = Sememe.Extensions.AI.EmbeddingTelemetry.Attributes;

namespace Sememe.Extensions.AI;

/// <summary>One request as activity and metrics tell of it.</summary>
internal readonly struct EmbeddingOperation
{
    private const string Input = "input";

    private readonly string _model;
    private readonly long _start;
    private readonly Activity? _activity;

    private EmbeddingOperation(string model, long start, Activity? activity)
    {
        _model = model;
        _start = start;
        _activity = activity;
    }

    /// <summary>Begins; the activity is the current one until the end.</summary>
    public static EmbeddingOperation Start(string model, int dimensions)
    {
        // Internal, as the conventions say of a model in the caller's process.
        Activity? activity = EmbeddingTelemetry.Source.HasListeners()
            ? EmbeddingTelemetry.Source.StartActivity($"{EmbeddingTelemetry.Operation} {model}", ActivityKind.Internal)
            : null;
        activity?
            .SetTag(Keys.OperationName, EmbeddingTelemetry.Operation)
            .SetTag(Keys.ProviderName, EmbeddingTelemetry.Provider)
            .SetTag(Keys.RequestModel, model)
            .SetTag(Keys.DimensionCount, dimensions);
        return new EmbeddingOperation(model, Stopwatch.GetTimestamp(), activity);
    }

    /// <summary>Ends well.</summary>
    /// <param name="tokens">Tokens that went through the network.</param>
    public void Complete(long tokens)
    {
        if (EmbeddingTelemetry.Tokens.Enabled)
        {
            TagList tags = Tags();
            tags.Add(Keys.ResponseModel, _model);
            tags.Add(Keys.TokenType, Input);
            EmbeddingTelemetry.Tokens.Record(tokens, tags);
        }

        if (EmbeddingTelemetry.Duration.Enabled)
        {
            TagList tags = Tags();
            tags.Add(Keys.ResponseModel, _model);
            EmbeddingTelemetry.Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tags);
        }

        _activity?.SetTag(Keys.ResponseModel, _model).SetTag(Keys.InputTokens, tokens).Dispose();
    }

    /// <summary>Ends with an exception.</summary>
    public void Fail(Exception failure)
    {
        if (EmbeddingTelemetry.Duration.Enabled)
        {
            TagList tags = Tags();
            tags.Add(Keys.ErrorType, failure.GetType().FullName);
            EmbeddingTelemetry.Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tags);
        }

        _activity?.SetTag(Keys.ErrorType, failure.GetType().FullName).SetStatus(ActivityStatusCode.Error, failure.Message).Dispose();
    }

    private TagList Tags() => new()
    {
        { Keys.OperationName, EmbeddingTelemetry.Operation },
        { Keys.ProviderName, EmbeddingTelemetry.Provider },
        { Keys.RequestModel, _model },
    };
}
