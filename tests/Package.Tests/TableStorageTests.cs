using System.Text;

namespace Sememe.Package.Tests;

/// <summary>Vocabularies that are too large for an assembly.</summary>
[Collection(OnePackage.Name)]
public sealed class TableStorageTests(PackageFixture fixture)
{
    // Two of these pass 16 MB of literals; one does not.
    private const int Words = 170_000;

    private const string Models = """
        [Sememe.LanguageModel("left")]
        public sealed partial class Left;

        [Sememe.LanguageModel("right")]
        public sealed partial class Right;
        """;

    private const string Program = """
        using System;

        Console.WriteLine($"left {string.Join(' ', Left.Tokenizer.Encode("left77w left169999w").Ids)} right {string.Join(' ', Right.Tokenizer.Encode("right5w unknown").Ids)}");
        Console.WriteLine(Left.Tokenizer.Decode([79, 1]));
        """;

    [Fact]
    public void What_does_not_fit_into_the_assembly_is_an_error_with_its_remedy_and_the_remedy_works_when_published()
    {
        ProjectFolder projects = fixture.CreateFolder("tables");
        projects.WriteProject("app", Package);
        projects.Write("app/Models.cs", Models);
        projects.Write("app/Program.cs", Program);
        projects.Write("app/models/left/config.json", "{}");
        projects.Write("app/models/left/tokenizer.json", Tokenizer("left"));
        projects.Write("app/models/right/config.json", "{}");
        projects.Write("app/models/right/tokenizer.json", Tokenizer("right"));

        string failure = Assert.Throws<InvalidOperationException>(() => Publish(projects)).Message;
        Assert.Contains("error SEM010: The tables of the project's models take", failure, StringComparison.Ordinal);
        Assert.Contains("TableStorage=\"File\"", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8103", failure, StringComparison.Ordinal);

        projects.WriteProject("app", Package + """<LanguageModel Include="models/left" TableStorage="File" />""");
        Publish(projects);

        Assert.Equal(["left/tokenizer.sememe"], projects.Files("out", "models"));
        Assert.Equal("left 79 170001 right 7 1\nleft77w [UNK]", ConsumerProjects.RunFile(projects["out", "app.dll"]));
    }

    private string Package => $"""<PackageReference Include="Sememe" Version="{fixture.Version}" />""";

    private static void Publish(ProjectFolder projects) => projects.Dotnet("app", "publish", "-c", "Release", "-o", projects["out"]);

    /// <summary>WordPiece with so many words that no other model shares.</summary>
    private static string Tokenizer(string word)
    {
        StringBuilder json = new("""
            {"version":"1.0","added_tokens":[{"id":0,"content":"[PAD]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
            "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},
            "post_processor":null,"decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
            "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{"[PAD]":0,"[UNK]":1
            """);
        for (int i = 0; i < Words; i++)
        {
            json.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"{word}{i}w\":{i + 2}");
        }

        return json.Append("}}}").ToString();
    }
}
