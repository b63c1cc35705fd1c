namespace Sememe.Generator;

/// <summary>Names of the pipeline's steps; the tests of incrementality read them.</summary>
internal static class Steps
{
    /// <summary>AdditionalFiles of models → their text.</summary>
    public const string Files = "Files";

    /// <summary>The files of all models.</summary>
    public const string AllFiles = "AllFiles";

    /// <summary>Which files there are and where they lie, without their text.</summary>
    public const string Places = "Places";

    /// <summary>Attributed classes → their shape and place.</summary>
    public const string Targets = "Targets";

    /// <summary>The shape without the place, which moves with every line typed above the class.</summary>
    public const string Classes = "Classes";

    /// <summary>Names of the models that classes ask for.</summary>
    public const string Names = "Names";

    /// <summary>One model's own files.</summary>
    public const string Folders = "Folders";

    /// <summary>Specification, tables, findings.</summary>
    public const string Models = "Models";

    /// <summary>All models that classes ask for: they share the room that an assembly has.</summary>
    public const string AllModels = "AllModels";

    /// <summary>Classes whose names differ in case alone.</summary>
    public const string Clashes = "Clashes";

    /// <summary>Class + model: what is emitted.</summary>
    public const string Units = "Units";

    /// <summary>Place + findings: what is reported.</summary>
    public const string Reports = "Reports";

    /// <summary>Attributed properties → text, shape and place.</summary>
    public const string LiteralTargets = "LiteralTargets";

    /// <summary>Text and shape without the place.</summary>
    public const string LiteralProperties = "LiteralProperties";

    /// <summary>Tables → tokenizers that are opened when a text needs them.</summary>
    public const string LiteralTokenizers = "LiteralTokenizers";

    /// <summary>Text + its model's tokenizer.</summary>
    public const string LiteralInputs = "LiteralInputs";

    /// <summary>Token ids of a text.</summary>
    public const string Literals = "Literals";

    /// <summary>All texts of a type: what is emitted.</summary>
    public const string LiteralUnits = "LiteralUnits";

    /// <summary>Place + what is wrong with a property or its text.</summary>
    public const string LiteralReports = "LiteralReports";

    /// <summary>AdditionalFiles of texts → their content.</summary>
    public const string TextFiles = "TextFiles";

    /// <summary>Classes of text vectors → shape and place.</summary>
    public const string VectorTargets = "VectorTargets";

    /// <summary>The shape without the place.</summary>
    public const string VectorClasses = "VectorClasses";

    /// <summary>What has to be known of models: length of vectors, size of tables.</summary>
    public const string VectorModels = "VectorModels";

    /// <summary>Shape + its own files.</summary>
    public const string VectorInputs = "VectorInputs";

    /// <summary>Sentences, labels, vectors, problems: what is emitted.</summary>
    public const string VectorUnits = "VectorUnits";

    /// <summary>Place + problems.</summary>
    public const string VectorReports = "VectorReports";
}
