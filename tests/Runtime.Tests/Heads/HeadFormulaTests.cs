using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sememe.Formats.Tensors;
using Sememe.Runtime.Tests.Kernels;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Heads;

/// <summary>
/// Heads that the shared folder has no model of: a bare model of it gets one with random weights, under the names of transformers' class, and the
/// logits are compared with the formula of that class in float64 over the reference's last hidden states.
/// </summary>
public sealed class HeadFormulaTests : IDisposable
{
    private const string Words = "embeddings.word_embeddings.weight";
    private const string Weights = "model.safetensors";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-head");

    public void Dispose() => _folder.Delete(recursive: true);

    private static readonly HeadFormula[] s_formulas =
    [
        new("electra", "ElectraForSequenceClassification", "electra.", "classifier.out_proj") { Dense = "classifier.dense" },
        new("electra", "ElectraForTokenClassification", "electra.", "classifier"),
        new("electra", "ElectraForQuestionAnswering", "electra.", "qa_outputs"),
        new("electra", "ElectraForMaskedLM", "electra.", "generator_lm_head")
        {
            Dense = "generator_predictions.dense", Norm = "generator_predictions.LayerNorm", Embeddings = Words,
        },
        new("mpnet", "MPNetForSequenceClassification", "mpnet.", "classifier.out_proj") { Dense = "classifier.dense", Activation = "tanh" },
        new("mpnet", "MPNetForTokenClassification", "mpnet.", "classifier"),
        new("mpnet", "MPNetForQuestionAnswering", "mpnet.", "qa_outputs"),
        new("mpnet", "MPNetForMaskedLM", "mpnet.", "lm_head") { Dense = "lm_head.dense", Norm = "lm_head.layer_norm", Epsilon = 1e-5, Embeddings = Words },
        new("deberta-v2", "DebertaV2ForSequenceClassification", "deberta.", "classifier") { Dense = "pooler.dense" },
        new("deberta-v2", "DebertaV2ForSequenceClassification", "deberta.", "classifier") { Dense = "pooler.dense", Activation = "tanh", Config = "\"pooler_hidden_act\": \"tanh\"" },
        new("deberta-v2", "DebertaV2ForTokenClassification", "deberta.", "classifier"),
        new("deberta-v2", "DebertaV2ForQuestionAnswering", "deberta.", "qa_outputs"),
        new("deberta-v2", "DebertaV2ForMaskedLM", "deberta.", "cls.predictions")
        {
            Dense = "cls.predictions.transform.dense", Norm = "cls.predictions.transform.LayerNorm", Epsilon = 1e-7, Embeddings = Words,
        },
        new("deberta-v2", "DebertaV2ForMaskedLM", "deberta.", "lm_predictions.lm_head")
        {
            Dense = "lm_predictions.lm_head.dense", Norm = "lm_predictions.lm_head.LayerNorm", Epsilon = 1e-7, Embeddings = Words,
            Config = "\"legacy\": false, \"tie_word_embeddings\": false",
        },
        new("distilbert", "DistilBertForTokenClassification", "distilbert.", "classifier"),
        new("distilbert", "DistilBertForMaskedLM", "distilbert.", "vocab_projector") { Dense = "vocab_transform", Norm = "vocab_layer_norm", Embeddings = Words },
        new("albert", "AlbertForTokenClassification", "albert.", "classifier"),
        new("albert", "AlbertForQuestionAnswering", "albert.", "qa_outputs"),
        new("modernbert", "ModernBertForTokenClassification", "model.", "classifier") { Dense = "head.dense", HasDenseBias = false, Norm = "head.norm", HasNormBias = false, Epsilon = 1e-5 },
        new("modernbert", "ModernBertForMaskedLM", "model.", "decoder")
        {
            Dense = "head.dense", HasDenseBias = false, Norm = "head.norm", HasNormBias = false, Epsilon = 1e-5, Embeddings = "embeddings.tok_embeddings.weight",
        },
        new("gpt2", "GPT2ForTokenClassification", "transformer.", "classifier"),
        new("xlm-roberta", "XLMRobertaForQuestionAnswering", "roberta.", "qa_outputs"),
        new("xlm-roberta", "XLMRobertaForMaskedLM", "roberta.", "lm_head") { Dense = "lm_head.dense", Norm = "lm_head.layer_norm", Epsilon = 1e-5, Embeddings = Words },
    ];

    public static TheoryData<int, string, Backend> Cases
    {
        get
        {
            TheoryData<int, string, Backend> data = [];
            for (int i = 0; i < s_formulas.Length; i++)
            {
                data.Add(i, s_formulas[i].ToString(), Backend.Simd);
                data.Add(i, s_formulas[i].ToString(), Backend.OnnxRuntime);
            }

            return data;
        }
    }

    [OnnxRuntimeTheory(UsesShared = true), MemberData(nameof(Cases))]
    public void A_head_is_the_formula_of_its_class(int formula, string name, Backend backend)
    {
        HeadFormula head = s_formulas[formula];
        Assert.Equal(name, head.ToString());
        Dictionary<string, float[]> tensors = WriteFolder(head);
        GoldenTensors goldens = GoldenTensors.ReadSmall(head.Model);
        using LoadedHead loaded = LoadedHead.Open(head.Model, _folder.FullName, backend, Weights);
        foreach (GoldenCase golden in goldens.Cases)
        {
            float[] states = goldens.LastHiddenState(golden);
            int hidden = states.Length / golden.Ids.Length;
            double[] expected = [.. states.Chunk(hidden).Take(head.IsOfFirstToken ? 1 : int.MaxValue).SelectMany(state => Evaluate(head, tensors, state))];

            float[] actual = loaded.Run(golden);

            Assert.Equal(expected.Length, actual.Length);
            double worst = expected.Zip(actual, static (a, b) => Math.Abs(a - b) / Math.Max(1, Math.Abs(a))).Max();
            Assert.True(worst <= 1e-4, $"{golden.Name}: off by {worst:G3}");
        }
    }

    private static double[] Evaluate(HeadFormula head, Dictionary<string, float[]> tensors, float[] state)
    {
        double[] row = [.. state.Select(static number => (double)number)];
        if (head.Dense is { } dense)
        {
            row = [.. Multiply(tensors[dense + ".weight"], row, head.HasDenseBias ? tensors[dense + ".bias"] : null).Select(x => Activate(head.Activation, x))];
        }

        if (head.Norm is { } norm)
        {
            double mean = row.Average();
            double deviation = Math.Sqrt(row.Average(x => (x - mean) * (x - mean)) + head.Epsilon);
            row = [.. row.Select((x, i) => ((x - mean) / deviation * tensors[norm + ".weight"][i]) + (head.HasNormBias ? tensors[norm + ".bias"][i] : 0))];
        }

        return Multiply(tensors[head.Embeddings ?? head.Output + ".weight"], row, tensors[head.Output + ".bias"]);
    }

    /// <summary>Matrix [out × in] times a row, and the bias.</summary>
    private static double[] Multiply(float[] matrix, double[] row, float[]? bias) =>
        [.. matrix.Chunk(row.Length).Select((weights, i) => weights.Zip(row, static (w, x) => w * x).Sum() + (bias?[i] ?? 0))];

    private static double Activate(string activation, double x) => activation switch
    {
        "tanh" => Math.Tanh(x),
        _ => 0.5 * x * (1 + ElementwiseTests.Erf(x / Math.Sqrt(2))),
    };

    /// <summary>The bare model with a head, as transformers would save it; all tensors by the names that the bare model has, and the head's.</summary>
    private Dictionary<string, float[]> WriteFolder(HeadFormula head)
    {
        string source = TestPaths.InShared("models", head.Model);
        JsonNode config = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "config.json")))!;
        config["architectures"] = new JsonArray(head.Architecture);
        foreach ((string key, JsonNode? value) in JsonNode.Parse($"{{{head.Config}}}")!.AsObject())
        {
            config[key] = value!.DeepClone();
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), config.ToJsonString());
        byte[] bytes = File.ReadAllBytes(Path.Combine(source, Weights));
        Dictionary<string, float[]> tensors = [];
        Dictionary<string, (string Name, long[] Shape)> saved = [];
        foreach (TensorEntry tensor in WeightsFile.Read(source, Weights).Tensors.Tensors.Where(static tensor => tensor.Type == ElementType.Float32))
        {
            tensors.Add(tensor.Name, MemoryMarshal.Cast<byte, float>(bytes.AsSpan((int)tensor.Offset, (int)tensor.ByteLength)).ToArray());
            saved.Add(tensor.Name, (head.Prefix + tensor.Name, tensor.Shape.AsSpan().ToArray()));
        }

        AddHead(head, config, tensors, saved);
        WriteSafetensors(Path.Combine(_folder.FullName, Weights), tensors, saved);
        return tensors;
    }

    private static void AddHead(HeadFormula head, JsonNode config, Dictionary<string, float[]> tensors, Dictionary<string, (string Name, long[] Shape)> saved)
    {
        Random random = new(7);
        int hidden = (int)(config["hidden_size"] ?? config["dim"] ?? config["n_embd"])!;
        int dense = head.Architecture == "ElectraForMaskedLM" ? (int)config["embedding_size"]! : hidden;
        int outputs = head.IsTied ? (int)config["vocab_size"]! : 2;
        double spread = 1 / Math.Sqrt(hidden);
        if (head.Dense is { } module)
        {
            Add(module + ".weight", spread, dense, hidden);
            AddIf(head.HasDenseBias, module + ".bias", dense);
        }

        if (head.Norm is { } norm)
        {
            Add(norm + ".weight", 1, dense);
            AddIf(head.HasNormBias, norm + ".bias", dense);
        }

        AddIf(true, head.Output + ".bias", outputs);
        if (!head.IsTied)
        {
            Add(head.Output + ".weight", spread, outputs, hidden);
        }

        void AddIf(bool isThere, string name, int length)
        {
            if (isThere)
            {
                Add(name, 0.5, length);
            }
        }

        void Add(string name, double range, params long[] shape)
        {
            float[] numbers = new float[shape.Aggregate(1L, static (product, size) => product * size)];
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = (float)(((2 * random.NextDouble()) - 1) * range);
            }

            tensors.Add(name, numbers);
            saved.Add(name, (name, shape));
        }
    }

    private static void WriteSafetensors(string path, Dictionary<string, float[]> tensors, Dictionary<string, (string Name, long[] Shape)> saved)
    {
        Dictionary<string, object> header = [];
        using MemoryStream data = new();
        foreach ((string key, (string name, long[] shape)) in saved)
        {
            long start = data.Position;
            data.Write(MemoryMarshal.AsBytes<float>(tensors[key]));
            header.Add(name, new { dtype = "F32", shape, data_offsets = new[] { start, data.Position } });
        }

        byte[] text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. data.ToArray()]);
    }
}
