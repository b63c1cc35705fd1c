using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Sememe.Testing;

namespace Sememe.Extensions.AI.Tests;

/// <summary>What listeners hear.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests(LoadedModels models) : IClassFixture<LoadedModels>
{
    private static readonly string[] s_texts = ["one text", "and another"];
    private static readonly string s_tooLong = string.Join(' ', Enumerable.Repeat("word", MiniLm.MaxTokens));

    private static long Tokens => s_texts.Sum(static text => MiniLm.Tokenizer.CountTokens(text));

    [Fact]
    public async Task Activity_has_the_names_and_attributes_of_the_conventions()
    {
        using HeardActivities heard = new();

        await models.MiniLm.AsEmbeddingGenerator().GenerateAsync(s_texts, new() { Dimensions = 64 });

        Activity activity = Assert.Single(heard.Activities);
        Assert.Equal("embeddings all-MiniLM-L6-v2", activity.DisplayName);
        Assert.Equal(ActivityKind.Internal, activity.Kind);
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal("embeddings", activity.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("sememe", activity.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("all-MiniLM-L6-v2", activity.GetTagItem("gen_ai.request.model"));
        Assert.Equal("all-MiniLM-L6-v2", activity.GetTagItem("gen_ai.response.model"));
        Assert.Equal(64, activity.GetTagItem("gen_ai.embeddings.dimension.count"));
        Assert.Equal(Tokens, activity.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(6, activity.TagObjects.Count());
    }

    [Fact]
    public async Task Activity_is_the_child_of_the_callers()
    {
        using HeardActivities heard = new();
        using Activity caller = new Activity("caller").Start();

        await models.MiniLm.AsEmbeddingGenerator().GenerateAsync(s_texts);

        Assert.Equal(caller.SpanId, Assert.Single(heard.Activities).ParentSpanId);
    }

    [Fact]
    public async Task Failed_request_names_its_exception_and_no_text()
    {
        using HeardActivities heard = new();
        using HeardMeasurements measured = new();

        await Assert.ThrowsAsync<ArgumentException>(() => models.MiniLm.AsEmbeddingGenerator().GenerateAsync([s_tooLong]));

        Activity activity = Assert.Single(heard.Activities);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("System.ArgumentException", activity.GetTagItem("error.type"));
        Assert.DoesNotContain("word word", activity.StatusDescription, StringComparison.Ordinal);
        Measured duration = Assert.Single(measured.All);
        Assert.Equal("gen_ai.client.operation.duration", duration.Instrument.Name);
        Assert.Equal("System.ArgumentException", duration.Tags["error.type"]);
    }

    [Fact]
    public async Task Metrics_have_the_names_units_and_attributes_of_the_conventions()
    {
        using HeardMeasurements measured = new();

        await models.MiniLm.AsEmbeddingGenerator().GenerateAsync(s_texts);

        Measured tokens = Assert.Single(measured.All, static one => one.Instrument.Name == "gen_ai.client.token.usage");
        Measured duration = Assert.Single(measured.All, static one => one.Instrument.Name == "gen_ai.client.operation.duration");
        Assert.Equal(("{token}", (double)Tokens), (tokens.Instrument.Unit, tokens.Value));
        Assert.Equal("s", duration.Instrument.Unit);
        Assert.True(duration.Value > 0);
        Dictionary<string, object?> common = new()
        {
            ["gen_ai.operation.name"] = "embeddings",
            ["gen_ai.provider.name"] = "sememe",
            ["gen_ai.request.model"] = "all-MiniLM-L6-v2",
            ["gen_ai.response.model"] = "all-MiniLM-L6-v2",
        };
        Assert.Equal(common, duration.Tags);
        Assert.Equal(new(common) { ["gen_ai.token.type"] = "input" }, tokens.Tags);
    }

    [Fact]
    public void Nothing_is_allocated_while_nobody_listens() =>
        Assert.Equal(0, Allocations.PerCall(static () =>
        {
            EmbeddingOperation.Start(MiniLm.Name, MiniLm.Dimensions).Complete(7);
        }));

    private sealed class HeardActivities : IDisposable
    {
        private readonly ActivityListener _listener;

        public HeardActivities()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == EmbeddingTelemetry.SourceName,
                Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Activities.Add,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public List<Activity> Activities { get; } = [];

        public void Dispose() => _listener.Dispose();
    }

    private sealed record Measured(Instrument Instrument, double Value, Dictionary<string, object?> Tags);

    private sealed class HeardMeasurements : IDisposable
    {
        private readonly MeterListener _listener = new();

        public HeardMeasurements()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == EmbeddingTelemetry.SourceName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => All.Add(new(instrument, value, new(tags.ToArray()))));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => All.Add(new(instrument, value, new(tags.ToArray()))));
            _listener.Start();
        }

        public List<Measured> All { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
