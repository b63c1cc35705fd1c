using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Sememe.Testing;

namespace Sememe.Build.Tests;

public sealed class ReportModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestEngine _engine = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_says_what_a_model_was_compiled_to()
    {
        TinyModelFolder.Write(_folder["models", "tiny"]);

        Run();

        BuildMessageEventArgs message = Assert.Single(_engine.Messages);
        Assert.Equal(MessageImportance.Normal, message.Importance);
        Assert.Matches(
            @"^Model 'tiny': bert, 2 layers, 8 wide; 12 token ids in tables of [\d,]+ bytes in the assembly; model\.safetensors of [\d,]+ bytes; no findings; compiled in [\d,]+ ms$",
            message.Message);
        Assert.False(File.Exists(_folder["obj", "tiny", "report.html"]));
    }

    [Fact]
    public void Each_model_has_a_line()
    {
        TinyModelFolder.Write(_folder["models", "one"]);
        TinyModelFolder.Write(_folder["models", "two"]);

        Run();

        Assert.Equal(["Model 'one'", "Model 'two'"], _engine.Messages.Select(static message => message.Message!.Split(':')[0]));
    }

    [Fact]
    public void A_second_run_compiles_nothing_and_says_the_same_and_a_changed_file_is_compiled_again()
    {
        TinyModelFolder.Write(_folder["models", "tiny"]);
        Run();
        string summary = _folder["obj", "tiny", "summary.txt"];
        string[] lines = File.ReadAllLines(summary);
        File.WriteAllLines(summary, [lines[0], "remembered"]);

        Run();
        File.AppendAllText(_folder["models", "tiny", "config.json"], "\n");
        Run();

        Assert.Equal("remembered", _engine.Messages[1].Message);
        Assert.StartsWith("Model 'tiny': bert", _engine.Messages[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_tells_of_files_specification_tokenizer_tables_parameters_and_weights()
    {
        TinyModelFolder.Write(_folder["models", "tiny"]);

        XElement page = RunWithPage("tiny");

        Assert.Equal(["Findings", "Files read", "Specification", "Tokenizer", "Tables", "Parameters", "Weights"], page.Descendants("h2").Select(static heading => heading.Value));
        Assert.Contains("config.json", Rows(page, "Files read").Select(static row => row[0]));
        Assert.Contains(["hidden size", "network", "8"], Rows(page, "Specification"));
        Assert.Contains(Rows(page, "Tokenizer"), static row => row[1] == "model" && row[2].StartsWith("WordPiece: ", StringComparison.Ordinal) && row[2].Contains("vocabulary 12 tokens", StringComparison.Ordinal));
        Assert.Equal("all", Rows(page, "Tables").Last()[0]);
        Assert.Equal(["embeddings and what layers share", "layer 0", "layer 1", "all"], Rows(page, "Parameters").Select(static row => row[0]));
        Assert.Equal("Float32", Assert.Single(Rows(page, "Weights"))[0]);
        Assert.Contains(_engine.Messages, message => message.Importance == MessageImportance.High && message.Message!.EndsWith("report.html", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_lists_what_was_found_with_its_place()
    {
        TinyModelFolder.Write(_folder["models", "tiny"]);
        string config = _folder["models", "tiny", "config.json"];
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"gelu\"", "\"snake\"", StringComparison.Ordinal));

        XElement page = RunWithPage("tiny");

        string[] finding = Assert.Single(Rows(page, "Findings"));
        Assert.Equal(["SEM006", "Error"], finding[..2]);
        Assert.Matches(@"^config\.json\(\d+,\d+\): .*snake", finding[2]);
    }

    [Fact]
    public void Names_and_tokens_cannot_break_out_of_the_page()
    {
        const string Name = "<b>&\"'tiny";
        TinyModelFolder.Write(_folder["models", "x"]);

        XElement page = RunWithPage(Name, new TaskItem(_folder["models", "x"], new Dictionary<string, string> { ["Name"] = Name }));

        Assert.Equal(Name, page.Descendants("h1").Single().Value);
        Assert.Empty(page.Descendants("b"));
    }

    /// <summary>What a screen reader and a keyboard need, and nothing from elsewhere.</summary>
    [Fact]
    public void A_page_is_accessible_and_loads_nothing()
    {
        TinyModelFolder.Write(_folder["models", "tiny"]);

        XElement page = RunWithPage("tiny");

        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.NotEmpty(page.Descendants("title").Single().Value);
        Assert.Single(page.Descendants("h1"));
        Assert.Single(page.Descendants("main"));
        Assert.DoesNotContain(page.Descendants(), static element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(page.DescendantsAndSelf().Attributes(), static attribute => attribute.Name.LocalName is "src" || (attribute.Name.LocalName == "href" && !attribute.Value.StartsWith('#')));
        HashSet<string> ids = [.. page.Descendants().Attributes("id").Select(static id => id.Value)];
        Assert.All(page.Descendants("a"), link => Assert.Contains(link.Attribute("href")!.Value[1..], ids));
        Assert.All(page.Descendants().Attributes("aria-labelledby"), label => Assert.Contains(label.Value, ids));
        Assert.All(page.Descendants("table"), static table =>
        {
            int columns = table.Element("thead")!.Descendants("th").Count();
            Assert.All(table.Descendants("th"), static heading => Assert.NotNull(heading.Attribute("scope")));
            Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal(columns, row.Elements().Count()));
        });
    }

    [Theory]
    [InlineData("tiny-answerer")]
    [InlineData("tiny-classifier")]
    [InlineData("tiny-encoder")]
    [InlineData("tiny-filler")]
    [InlineData("tiny-generator")]
    [InlineData("tiny-reranker")]
    [InlineData("tiny-sentences")]
    [InlineData("tiny-tagger")]
    public void Models_of_every_task_have_a_page(string model)
    {
        XElement page = RunWithPage(model, new TaskItem(TestPaths.InRepository("samples", "models", model)));

        Assert.Empty(Rows(page, "Findings"));
        Assert.NotEmpty(Rows(page, "Parameters"));
    }

    private static string[][] Rows(XElement page, string section) =>
        [.. page.Descendants("section").Single(one => one.Element("h2")!.Value == section).Descendants("tbody").Elements("tr").Select(static row => row.Elements().Select(static cell => cell.Value).ToArray())];

    private void Run(params ITaskItem[] models) => Run(writesPages: false, models);

    private XElement RunWithPage(string name, params ITaskItem[] models)
    {
        Run(writesPages: true, models);
        string html = File.ReadAllText(_folder["obj", name, "report.html"]);
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);

        // Well-formed but for the elements of the head that HTML does not close.
        return XElement.Parse(string.Join('\n', html.Split('\n').Skip(1).Where(static line => !line.StartsWith("<meta", StringComparison.Ordinal))));
    }

    private void Run(bool writesPages, ITaskItem[] models)
    {
        FindLanguageModels find = new()
        {
            BuildEngine = _engine,
            Models = models.Length > 0 ? models : [.. Directory.GetDirectories(_folder["models"]).Order(StringComparer.Ordinal).Select(static folder => new TaskItem(folder))],
            OutputFolder = _folder["obj"],
        };
        Assert.True(find.Execute());
        List<ITaskItem> files = [.. find.Texts];
        foreach (ITaskItem weights in find.Weights)
        {
            DescribeWeights describe = new()
            {
                BuildEngine = _engine,
                Folder = weights.GetMetadata("SememeFolder"),
                File = weights.GetMetadata("SememeFile"),
                Manifest = weights.GetMetadata("Manifest"),
                DataFiles = weights.GetMetadata("DataFiles"),
            };
            Assert.True(describe.Execute());
            TaskItem manifest = new(describe.Manifest);
            manifest.SetMetadata("SememeModel", weights.GetMetadata("SememeModel"));
            manifest.SetMetadata("SememePath", weights.GetMetadata("SememePath"));
            files.Add(manifest);
        }

        using ReportModels report = new() { BuildEngine = _engine, Files = [.. files], OutputFolder = _folder["obj"], WritesPages = writesPages };
        Assert.True(report.Execute());
    }
}
