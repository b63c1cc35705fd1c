using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Heads;

/// <summary>Every head of every family: logits as transformers computes them, from the reference's token ids.</summary>
public sealed class HeadFidelityTests
{
    private const string Safetensors = "model.safetensors";
    private const string Export = "onnx/model.onnx";

    public static TheoryData<string> Models =>
    [
        "bert-seqcls", "bert-multilabel", "bert-regression", "bert-tokencls", "bert-qa", "bert-mlm",
        "roberta-seqcls", "roberta-mlm", "roberta-tokencls", "roberta-qa", "xlm-roberta-seqcls", "xlm-roberta-tokencls",
        "albert-seqcls", "albert-mlm", "distilbert-seqcls", "distilbert-qa", "modernbert-seqcls", "gpt2-seqcls", "gpt2-lm",
    ];

    [SharedTheory, MemberData(nameof(Models))]
    public void Simd_gives_the_logits_of_the_reference(string model) => AssertFaithful(model, Backend.Simd, Safetensors);

    [SharedTheory, MemberData(nameof(Models))]
    public void Simd_gives_them_from_the_export_too(string model) => AssertFaithful(model, Backend.Simd, Export);

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Models))]
    public void The_composed_graph_and_our_head_give_the_logits_of_the_reference(string model) => AssertFaithful(model, Backend.OnnxRuntime, Safetensors);

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Models))]
    public void The_export_gives_its_own_logits_on_ONNX_Runtime(string model) => AssertFaithful(model, Backend.OnnxRuntime, Export);

    [SharedTheory, MemberData(nameof(Models))]
    public void Logits_do_not_depend_on_the_batch(string model)
    {
        using LoadedHead loaded = LoadedHead.Open(model, Backend.Simd, Safetensors);
        GoldenCase[] cases = [.. GoldenTensors.ReadSmall(model).Cases];
        float[][] alone = [.. cases.Select(golden => loaded.Run(golden))];

        float[] together = loaded.Run(cases);

        Assert.Equal(alone.SelectMany(static logits => logits), together);
    }

    [SharedTheory]
    [InlineData("bert-tokencls")]
    [InlineData("bert-mlm")]
    public void Some_tokens_have_the_logits_that_they_have_among_all(string model)
    {
        using LoadedHead loaded = LoadedHead.Open(model, Backend.Simd, Safetensors);
        GoldenCase golden = GoldenTensors.ReadSmall(model).Cases[0];
        int width = loaded.Network.Spec.Outputs;
        float[] all = loaded.Run(golden);

        float[] some = loaded.Run(golden, [1, 3]);

        Assert.Equal([.. all[width..(2 * width)], .. all[(3 * width)..(4 * width)]], some);
    }

    private static void AssertFaithful(string model, Backend backend, string weights)
    {
        using LoadedHead loaded = LoadedHead.Open(model, backend, weights);
        GoldenTensors goldens = GoldenTensors.ReadSmall(model);
        List<string> wrong = [];
        foreach (GoldenCase golden in goldens.Cases)
        {
            float[] actual = loaded.Run(golden);
            float[] expected = loaded.IsAnswer ? loaded.Interleave(goldens.Tensor(golden, "start_logits"), goldens.Tensor(golden, "end_logits")) : goldens.Tensor(golden, "logits");
            Assert.Equal(expected.Length, actual.Length);
            double worst = expected.Zip(actual, static (a, b) => Math.Abs((double)a - b)).Max();
            if (!(worst <= goldens.Tolerance))
            {
                wrong.Add($"{golden.Name}: off by {worst:G3}, at most {goldens.Tolerance:G3} expected");
            }
        }

        Assert.Empty(wrong);
    }
}
