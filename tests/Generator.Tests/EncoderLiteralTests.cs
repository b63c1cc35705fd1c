using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sememe.CompilerServices;
using Sememe.Generator.Emit;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Generator.Tests;

public sealed class EncoderLiteralTests
{
    private static readonly EncoderSpec s_spec = new()
    {
        Family = "x",
        VocabularySize = 1,
        HiddenSize = 2,
        Layers = 3,
        Heads = 4,
        IntermediateSize = 5,
        MaxPositions = 6,
        LayerNormEpsilon = 0.5f,
    };

    private static readonly EncoderSpec s_other = s_spec with
    {
        EmbeddingSize = 7,
        HasEmbeddingNorm = false,
        Positions = PositionEncoding.Rotary,
        PaddingId = 1,
        Norms = NormPlacement.Before,
        NormsLastLayer = true,
        IsCausal = true,
        IsGated = true,
        LocalLayers = 0b101,
        LocalReach = 8,
        RotaryTheta = 10000,
        LocalRotaryTheta = 0.25f,
        LayerGroups = 9,
        InnerLayers = 10,
        RelativeBuckets = 11,
        Disentangled = new() { Span = 12, BucketReach = 13, ContentToPosition = true },
        EmbeddingScale = 1.5f,
        Decoder = new() { VocabularySize = 18, Layers = 19, Heads = 20, IntermediateSize = 21, HasOwnEmbeddings = true },
        Elmo = new() { WordLength = 50, CharacterSize = 14, Filters = [new(1, 15), new(2, 16)], Highways = 17, CellClip = 3, ProjectionClip = 0.5f },
    };

    [Fact]
    public void What_is_as_the_defaults_say_is_left_out() =>
        Assert.Equal(10, EncoderLiteral.Members(s_spec, "").Split('\n').Length);

    [Fact]
    public void Every_switch_is_written()
    {
        string members = EncoderLiteral.Members(s_other, "");

        Assert.All(
            typeof(EncoderSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite),
            property => Assert.Contains($"\n{property.Name} = ", "\n" + members, StringComparison.Ordinal));
        Assert.All(
            typeof(DisentangledSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite),
            property => Assert.Contains($" {property.Name} = ", members, StringComparison.Ordinal));
        Assert.All(
            typeof(DecoderSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite),
            property => Assert.Contains($" {property.Name} = ", members, StringComparison.Ordinal));
        Assert.All(
            typeof(ElmoSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite),
            property => Assert.Contains($" {property.Name} = ", members, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_written_compiles()
    {
        string code = $"class C {{ const int HiddenSize = 2, Layers = 3; object M() => new global::Sememe.CompilerServices.EncoderSpec {{ {EncoderLiteral.Members(s_other, "")} }}; }}";

        CSharpCompilation compilation = CSharpCompilation.Create(
            "x", [CSharpSyntaxTree.ParseText(code)], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        Assert.Empty(compilation.GetDiagnostics());
    }

    [Fact]
    public void Values_are_written_as_code() =>
        Assert.Equal(
            """
            EmbeddingSize = 7,
            HasEmbeddingNorm = false,
            Positions = global::Sememe.CompilerServices.PositionEncoding.Rotary,
            PaddingId = 1,
            Norms = global::Sememe.CompilerServices.NormPlacement.Before,
            NormsLastLayer = true,
            IsCausal = true,
            IsGated = true,
            LocalLayers = 0x5,
            LocalReach = 8,
            RotaryTheta = 10000f,
            LocalRotaryTheta = 0.25f,
            LayerGroups = 9,
            InnerLayers = 10,
            RelativeBuckets = 11,
            Disentangled = new() { Span = 12, BucketReach = 13, ContentToPosition = true, PositionToContent = false, SharesProjections = false, NormsEmbeddings = false },
            EmbeddingScale = 1.5f,
            Decoder = new() { VocabularySize = 18, Layers = 19, Heads = 20, IntermediateSize = 21, HasOwnEmbeddings = true },
            Elmo = new() { WordLength = 50, CharacterSize = 14, Filters = new global::Sememe.CompilerServices.CharacterFilter[] { new(1, 15), new(2, 16) }, Highways = 17, CellClip = 3f, ProjectionClip = 0.5f },
            """,
            string.Join('\n', EncoderLiteral.Members(s_other, "").Split('\n').Skip(10)));
}
