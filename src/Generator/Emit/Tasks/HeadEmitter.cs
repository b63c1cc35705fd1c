using Sememe.CompilerServices;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>A task with a head on top of the network.</summary>
internal abstract class HeadEmitter(HeadSpec? head) : TaskEmitter
{
    /// <summary>What every overload that takes one text or pair may throw.</summary>
    protected const string TooLong =
        "<exception cref=\"global::System.ArgumentException\">The text has more than <see cref=\"MaxTokens\"/> tokens and the model was not loaded with <see cref=\"global::Sememe.LoadOptions.Truncate\"/>, or a destination is too small.</exception>";

    /// <summary>Documentation of the parameters of a batch.</summary>
    protected const string Progress =
        """
        <param name="progress">Told how many are done, on the calling thread.</param>
        <param name="cancellation">Ends the call with an <see cref="global::System.OperationCanceledException"/>.</param>
        """;

    protected const string Text = "global::System.ReadOnlySpan<char>";
    protected const string Texts = "global::System.ReadOnlySpan<string>";
    protected const string Floats = "global::System.Span<float>";
    protected const string BatchParameters = "global::System.IProgress<int>? progress = null, global::System.Threading.CancellationToken cancellation = default";

    public override string Description => head is null ? "" : $$"""
            Head = new()
            {
                Kind = global::Sememe.CompilerServices.HeadKind.{{head.Kind}},
                Outputs = {{head.Outputs}},
                Tokens = global::Sememe.CompilerServices.HeadTokens.{{head.Tokens}},
                DenseSize = {{head.DenseSize}},
                HasDenseBias = {{Boolean(head.HasDenseBias)}},
                Activation = {{Activation(head.Activation)}},
                NormEpsilon = {{Emit.Description.Float(head.NormEpsilon)}},
                HasNormBias = {{Boolean(head.HasNormBias)}},
                IsTied = {{Boolean(head.IsTied)}},
                HasOutputBias = {{Boolean(head.HasOutputBias)}},
                PadTokenId = {{head.PadTokenId}},
            },
        """;
}
