using System.Reflection;
using System.Runtime.Loader;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>The assemblies for netstandard2.0, which run inside the compiler, compile the same tables and give the same tokens.</summary>
public sealed class NetStandardTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly NetStandardContext s_context = new();

    private delegate int Encoder(ReadOnlySpan<char> text, Span<int> ids);

    public static TheoryData<string> Tokenizers { get; } = ["bert-base-uncased", "bert-base-multilingual-cased", "gpt2", "roberta-base", "modernbert-like", "albert-like"];

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Every_golden_text_has_the_same_tokens(string name)
    {
        string folder = TokenizerFolders.Shared(name);
        Tokenizer tokenizer = TokenizerFolders.Open(folder);
        (object encoding, Encoder encode) = Compile(File.ReadAllText(Path.Combine(folder, "tokenizer.json")));
        Differences differences = new();
        differences.Compare("tables", name, TablesOf(folder).ToCharArray(), ((string)encoding).ToCharArray());
        int[] ids = new int[1 << 16];
        foreach (string text in GoldenFiles.Texts.Values)
        {
            int count = encode(text, ids);
            differences.Compare("ids", text, tokenizer.Encode(text).Ids, ids[..count]);
        }

        differences.AssertNone(atLeast: 1200);
    }

    [Fact]
    public void The_assemblies_are_those_for_netstandard() => Assert.All(
        new[] { "Sememe.Tokenization", "Sememe.Compiler", "Sememe.Formats" },
        static name => Assert.Contains(s_context.LoadFromAssemblyName(new AssemblyName(name)).GetReferencedAssemblies(), static reference => reference.Name == "netstandard"));

    /// <summary>From tokenizer.json to tables and a function, all in the other assemblies.</summary>
    private static (object Encoding, Encoder Encode) Compile(string tokenizerJson)
    {
        Assembly compiler = s_context.LoadFromAssemblyName(new AssemblyName("Sememe.Compiler"));
        Assembly tokenization = s_context.LoadFromAssemblyName(new AssemblyName("Sememe.Tokenization"));
        object files = Activator.CreateInstance(compiler.GetType("Sememe.Compiler.Tokenizers.TokenizerFiles", throwOnError: true)!)!;
        files.GetType().GetProperty("TokenizerJson")!.SetValue(files, tokenizerJson);
        object specified = Call(compiler, "Sememe.Compiler.Tokenizers.TokenizerSpecifier", "Specify", files);
        object specification = Get(specified, "Specification");
        object compiled = Call(compiler, "Sememe.Compiler.Tokenizers.TokenizerCompiler", "Compile", specification, CancellationToken.None);
        object encoding = Get(compiled, "Encoding");
        object tables = Activator.CreateInstance(tokenization.GetType("Sememe.CompilerServices.TokenizerTables", throwOnError: true)!, encoding, Get(compiled, "Decoding"))!;
        object tokenizer = Activator.CreateInstance(tokenization.GetType("Sememe.Tokenizer", throwOnError: true)!, tables)!;
        MethodInfo encode = tokenizer.GetType().GetMethod("Encode", Any, [typeof(ReadOnlySpan<char>), typeof(Span<int>)])!;
        return (encoding, encode.CreateDelegate<Encoder>(tokenizer));
    }

    private static string TablesOf(string folder) =>
        Sememe.Compiler.Tokenizers.TokenizerCompiler.Compile(Sememe.Compiler.Tokenizers.TokenizerSpecifier.Specify(new() { TokenizerJson = File.ReadAllText(Path.Combine(folder, "tokenizer.json")) }).Specification!).Encoding;

    private static object Call(Assembly assembly, string type, string method, params object[] arguments) =>
        assembly.GetType(type, throwOnError: true)!.GetMethods(Any).First(candidate => candidate.Name == method && candidate.GetParameters().Length == arguments.Length).Invoke(null, arguments)!;

    private static object Get(object instance, string property) => instance.GetType().GetProperty(property, Any)!.GetValue(instance)!;

    /// <summary>Looks here first: the application has loaded assemblies of the same names for net10.0.</summary>
    private sealed class NetStandardContext() : AssemblyLoadContext("netstandard2.0")
    {
        private readonly string _configuration =
            (AppContext.BaseDirectory.Contains("release", StringComparison.OrdinalIgnoreCase) ? "release" : "debug") + "_netstandard2.0";

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string file = TestPaths.InRepository("artifacts", "bin", assemblyName.Name!, _configuration, assemblyName.Name + ".dll");
            return assemblyName.Name!.StartsWith("Sememe.", StringComparison.Ordinal) && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }
    }
}
