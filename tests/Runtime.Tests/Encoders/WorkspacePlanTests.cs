using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Encoders;

public sealed class WorkspacePlanTests
{
    private static readonly EncoderSpec s_spec = new()
    {
        Family = "bert",
        VocabularySize = 100,
        HiddenSize = 48,
        Layers = 1,
        Heads = 4,
        IntermediateSize = 100,
        MaxPositions = 1024,
        LayerNormEpsilon = 1e-12f,
    };

    private static readonly Dictionary<string, EncoderSpec> s_specs = new()
    {
        ["plain"] = s_spec,
        ["gated"] = s_spec with { IsGated = true },
        ["narrow embeddings"] = s_spec with { EmbeddingSize = 16 },
        ["wide embeddings"] = s_spec with { EmbeddingSize = 80 },
        ["disentangled"] = s_spec with { Disentangled = new() { Span = 20, ContentToPosition = true, PositionToContent = true } },
    };

    public static TheoryData<string, string> Plans()
    {
        TheoryData<string, string> plans = [];
        foreach (string name in s_specs.Keys)
        {
            foreach (string form in Enum.GetNames<Int8Form>().Prepend(""))
            {
                plans.Add(name, form);
            }
        }

        return plans;
    }

    [Theory]
    [InlineData("gated")]
    [InlineData("narrow embeddings")]
    [InlineData("wide embeddings")]
    public void A_part_has_room_for_its_widest_rows(string name)
    {
        EncoderSpec spec = s_specs[name];
        WorkspaceLayout layout = new WorkspacePlan(spec, null).Layout(48);

        Assert.True(layout.Attention - layout.Intermediate >= (nuint)(48 * spec.FeedForwardOutputs * sizeof(float)));
        Assert.True(layout.QueryKeyValue - layout.Summed >= (nuint)(48 * spec.TableWidth * sizeof(float)));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Memory_for_many_tokens_is_enough_for_fewer(string name, string form)
    {
        WorkspacePlan plan = new(s_specs[name], form.Length == 0 ? null : Enum.Parse<Int8Form>(form));
        WorkspaceLayout fewer = plan.Layout(1);
        for (int tokens = 2; tokens < 800; tokens++)
        {
            WorkspaceLayout layout = plan.Layout(tokens);

            Assert.True(layout.Attention - layout.Intermediate >= fewer.Attention - fewer.Intermediate, $"feed-forward rows at {tokens} tokens");
            Assert.True(layout.Row - layout.Attention >= fewer.Row - fewer.Attention, $"attention at {tokens} tokens");
            Assert.True(layout.Scales - layout.Integers >= fewer.Scales - fewer.Integers, $"integers at {tokens} tokens");
            Assert.True(layout.Order - layout.Scales >= fewer.Order - fewer.Scales, $"scales at {tokens} tokens");
            Assert.True(layout.Carries - layout.Order >= fewer.Carries - fewer.Order, $"order at {tokens} tokens");
            Assert.True(layout.Bytes - layout.Carries >= fewer.Bytes - fewer.Carries, $"carries at {tokens} tokens");
            fewer = layout;
        }
    }
}
