namespace Sememe.EndToEnd.Tests;

/// <summary>Sentences that the tool has embedded before this project was compiled.</summary>
[TextVectors<MiniLm>("examples.tsv")]
internal static partial class Examples;

/// <summary>The same without labels.</summary>
[TextVectors<MiniLm>("texts/sentences äö.txt")]
internal static partial class Sentences;
