using Sememe.Compiler.Tasks;
using Sememe.Generator.Emit;

namespace Sememe.Generator.Vectors;

/// <summary>Sentences, labels and vectors → the emitted files. Members forward to the runtime; no algorithm stands here as text.</summary>
internal static class VectorEmitter
{
    private const string Search = "global::Sememe.CompilerServices.TextVectorSearch.";
    private const string Floats = "global::System.Runtime.InteropServices.MemoryMarshal.Cast<char, float>";
    private const int NumbersOnALine = 32;

    /// <summary>Names of the members that some class of text vectors has.</summary>
    public static readonly string[] Members = ["Count", "Dimensions", "Texts", "Vectors", "Nearest", "Search", "Label", "NameOf", "LabelCount", "Labels", "LabelMeans", "Classify", "__Texts", "__Vectors"];

    /// <summary>Hint name of the file that holds the members.</summary>
    public static string MembersFile(VectorClass shape) => shape.HintName + ".TextVectors.g.cs";

    /// <summary>Hint name of the file that holds the numbers.</summary>
    public static string VectorsFile(VectorClass shape) => shape.HintName + ".TextVectors.Numbers.g.cs";

    /// <summary>The members.</summary>
    public static string EmitMembers(VectorUnit unit)
    {
        VectorClass shape = unit.Class;
        CodeWriter code = new();
        int depth = Open(code, shape, "#nullable enable", isDocumented: shape.IsDocumented);
        WriteTexts(code, unit);
        bool isLabelled = unit.Texts is null || !unit.Texts.Labels.IsEmpty;
        if (isLabelled)
        {
            WriteLabels(code, unit);
        }

        if (unit.Dimensions is { } dimensions)
        {
            WriteVectors(code, unit, dimensions);
            if (isLabelled)
            {
                WriteClassification(code, unit);
            }
        }

        Close(code, depth);
        return code.ToString();
    }

    /// <summary>The numbers: one string literal each, as tables are kept.</summary>
    public static string EmitVectors(VectorUnit unit)
    {
        CodeWriter code = new();
        int depth = Open(code, unit.Class, "#nullable disable", isDocumented: true);
        code.Lines(GeneratedAttributes.OnTypes);
        code.Open("private static class __Vectors");
        int texts = unit.Vectors!.UnitsOf(unit.Texts!.Texts.Count);
        code.Literal("internal static string OfTexts => ", unit.Vectors.Vectors.Substring(0, texts), ";");
        code.Lines("");
        code.Literal("internal static string OfLabels => ", unit.Vectors.Vectors.Substring(texts), ";");
        code.Close();
        Close(code, depth);
        return code.ToString();
    }

    private static void WriteTexts(CodeWriter code, VectorUnit unit)
    {
        int count = unit.Texts?.Texts.Count ?? 0;
        code.Lines($"/// <summary>Number of sentences: {Description.Number(count)}.</summary>");
        code.Lines(GeneratedAttributes.OnFields);
        code.Lines($"public const int Count = {count};\n");
        code.Lines("/// <summary>The sentences, in the order of the file.</summary>");
        code.Lines(GeneratedAttributes.OnTypes);
        code.Lines("public static global::System.ReadOnlySpan<string> Texts => __Texts.All;\n");
        code.Lines(GeneratedAttributes.OnTypes);
        code.Open("private static class __Texts");
        code.Lines("internal static readonly string[] All =\n[");
        foreach (string text in unit.Texts?.Texts ?? default)
        {
            code.Literal("    ", text, ",");
        }

        code.Lines("];");
        code.Close();
    }

    private static void WriteLabels(CodeWriter code, VectorUnit unit)
    {
        List<LabelSpec> labels = [.. unit.Texts?.Labels ?? default];
        code.Lines("\n/// <summary>What a sentence is an example of.</summary>");
        code.Lines(GeneratedAttributes.OnFields);
        code.Open("public enum Label");
        for (int id = 0; id < labels.Count; id++)
        {
            code.Lines($"{(id > 0 ? "\n" : "")}/// <summary><c>{Description.Xml(Description.OnOneLine(labels[id].Name))}</c></summary>\n{labels[id].Identifier} = {id},");
        }

        code.Close();
        code.Lines($"\n/// <summary>Number of labels: {Description.Number(labels.Count)}.</summary>");
        code.Lines(GeneratedAttributes.OnFields);
        code.Lines($"public const int LabelCount = {labels.Count};\n");
        code.Lines("/// <summary>The label of each sentence.</summary>");
        code.Lines(GeneratedAttributes.OnTypes);
        int[] ids = [.. unit.Texts?.LabelIds ?? default];
        IEnumerable<string> lines = Enumerable.Range(0, (ids.Length + NumbersOnALine - 1) / NumbersOnALine)
            .Select(line => "    " + string.Join(", ", ids.Skip(line * NumbersOnALine).Take(NumbersOnALine).Select(static id => "(Label)" + id)) + ",\n");
        code.Lines($"public static global::System.ReadOnlySpan<Label> Labels =>\n[\n{string.Concat(lines)}];\n");
        code.Lines("/// <summary>The label as the file has it.</summary>");
        code.Lines("/// <param name=\"label\">One of the values.</param>");
        code.Lines("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is no such value.</exception>");
        code.Lines(GeneratedAttributes.OnTypes);
        code.Open("public static string NameOf(Label label) => label switch");
        foreach (LabelSpec label in labels)
        {
            code.Literal($"Label.{label.Identifier} => ", label.Name, ",");
        }

        code.Lines("_ => throw new global::System.ArgumentOutOfRangeException(nameof(label)),");
        code.CloseStatement();
    }

    private static void WriteVectors(CodeWriter code, VectorUnit unit, int dimensions)
    {
        string vector = unit.Class.ModelType + ".Vector";
        code.Lines($$"""

            /// <summary>Length of a vector: {{Description.Number(dimensions)}}.</summary>
            {{GeneratedAttributes.OnFields}}
            public const int Dimensions = {{dimensions}};

            /// <summary>The vector of each sentence, as the model gives it; data of the assembly.</summary>
            {{GeneratedAttributes.OnTypes}}
            public static global::System.ReadOnlySpan<{{vector}}> Vectors => {{Body(unit, $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<char, {vector}>(__Vectors.OfTexts)")}};

            /// <summary>The sentence whose vector is nearest to one, by cosine; of equal ones the first.</summary>
            /// <param name="query">A vector of the model.</param>
            /// <returns>Index of the sentence, and the cosine as score.</returns>
            {{GeneratedAttributes.OnTypes}}
            public static global::Sememe.RankedText Nearest(in {{vector}} query) => {{Body(unit, $"{Search}Nearest(query.AsSpan(), {Floats}(__Vectors.OfTexts))")}};

            /// <summary>The sentences whose vectors are nearest to one, by cosine, the nearest first; of equal ones the earlier first.</summary>
            /// <param name="query">A vector of the model.</param>
            /// <param name="best">Takes indices of sentences, and the cosines as scores: as many as fit.</param>
            /// <returns>How many were written.</returns>
            {{GeneratedAttributes.OnTypes}}
            public static int Search(in {{vector}} query, global::System.Span<global::Sememe.RankedText> best) => {{Body(unit, $"{Search}Search(query.AsSpan(), {Floats}(__Vectors.OfTexts), best)")}};
            """);
    }

    private static void WriteClassification(CodeWriter code, VectorUnit unit)
    {
        string vector = unit.Class.ModelType + ".Vector";
        code.Lines($$"""

            /// <summary>The mean of each label's vectors; data of the assembly.</summary>
            {{GeneratedAttributes.OnTypes}}
            public static global::System.ReadOnlySpan<{{vector}}> LabelMeans => {{Body(unit, $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<char, {vector}>(__Vectors.OfLabels)")}};

            /// <summary>The label whose mean is nearest to a vector, by cosine.</summary>
            /// <param name="query">A vector of the model.</param>
            {{GeneratedAttributes.OnTypes}}
            public static Label Classify(in {{vector}} query) => {{Body(unit, $"(Label){Search}Nearest(query.AsSpan(), {Floats}(__Vectors.OfLabels)).Index")}};

            /// <summary>The label whose mean is nearest to a vector, and the cosine with the mean of each.</summary>
            /// <param name="query">A vector of the model.</param>
            /// <param name="scores">Takes one number per label: at least <see cref="LabelCount"/> long.</param>
            /// <exception cref="global::System.ArgumentException"><paramref name="scores"/> is too small.</exception>
            {{GeneratedAttributes.OnTypes}}
            public static Label Classify(in {{vector}} query, global::System.Span<float> scores) => {{Body(unit, $"(Label){Search}Score(query.AsSpan(), {Floats}(__Vectors.OfLabels), scores)")}};
            """);
    }

    private static string Body(VectorUnit unit, string expression) => unit.Vectors is not null
        ? expression
        : $"throw new global::System.InvalidOperationException({StringLiteral.Of($"The texts of '{unit.Class.File}' were not embedded, see the errors of the build.")})";

    private static int Open(CodeWriter code, VectorClass shape, string nullable, bool isDocumented)
    {
        code.Lines($"""
            // <auto-generated/>
            // Written by Sememe from the texts '{Description.OnOneLine(shape.File)}' and the model '{Description.OnOneLine(shape.Model)}'.
            {nullable}

            """);
        int depth = shape.Headers.Count;
        if (shape.Namespace.Length > 0)
        {
            code.Open("namespace " + shape.Namespace);
            depth++;
        }

        for (int i = 0; i < shape.Headers.Count; i++)
        {
            if (i == shape.Headers.Count - 1 && !isDocumented)
            {
                code.Lines($"/// <summary>The sentences of <c>{Description.Xml(Description.OnOneLine(shape.File))}</c> with their vectors of {Description.Xml(Description.OnOneLine(shape.Model))}.</summary>");
            }

            code.Open(shape.Headers[i]);
        }

        return depth;
    }

    private static void Close(CodeWriter code, int depth)
    {
        for (int i = 0; i < depth; i++)
        {
            code.Close();
        }
    }
}
