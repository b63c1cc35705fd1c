using System.ComponentModel;
using Sememe.CompilerServices;
using Sememe.Tokenization.Decoders;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.PostProcessors;

namespace Sememe;

/// <summary>The tokenizer of one model: text to token ids and back, exactly as Hugging Face <c>tokenizers</c> does it.</summary>
/// <remarks>
/// Safe to use from many threads at once. Methods that write to the caller's spans allocate nothing after their first call.
/// A surrogate without its other half counts as U+FFFD. Time is linear in the text.
/// </remarks>
public sealed partial class Tokenizer
{
    private readonly TokenizerTables _tables;
    private readonly TokenizerSettings _settings;
    private readonly TokenPipeline _pipeline;
    private readonly Template _template;
    private readonly ScratchPool _scratch;
    private DecodingParts? _decoding;

    /// <summary>Opens compiled tables. Called by generated code.</summary>
    /// <param name="tables">The tables.</param>
    /// <exception cref="InvalidDataException">The tables are of another version of Sememe.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Tokenizer(TokenizerTables tables)
        : this(tables, vectorized: true)
    {
    }

    /// <summary>As above, by scalar code only when asked to.</summary>
    internal Tokenizer(TokenizerTables tables, bool vectorized)
    {
        _tables = tables ?? throw new ArgumentNullException(nameof(tables));
        _settings = TokenizerSettings.Read(tables.Encoding);
        _pipeline = new TokenPipeline(tables.Encoding, _settings, vectorized);
        _scratch = new ScratchPool(_pipeline.CreateScratch);
        _template = new Template(tables.Encoding);
    }

    /// <summary>One more than the highest token id.</summary>
    public int VocabularySize => _settings.VocabularySize;

    /// <summary>The ids of the tokens with a role.</summary>
    public SpecialTokenIds SpecialTokens => _settings.SpecialTokens;

    /// <summary>Special tokens that are added to one text; <c>[CLS]</c> and <c>[SEP]</c> make 2.</summary>
    public int AddedTokens => _template.AddedTokens(pair: false);

    /// <summary>Special tokens that are added to two texts.</summary>
    public int AddedTokensOfPair => _template.AddedTokens(pair: true);

    /// <summary>The id of a token as the vocabulary spells it (<c>"##ing"</c>), or -1 when there is none.</summary>
    /// <param name="token">The spelling.</param>
    public int TokenToId(ReadOnlySpan<char> token)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(token.ToArray());
        int id = _pipeline.Find(utf8);
        return id >= 0 ? id : Decoding.Texts.Find(utf8, _pipeline.FindsAll ? _settings.ModelVocabularySize : 0);
    }

    /// <summary>The spelling of a token in the vocabulary, or null when no token has this id.</summary>
    /// <param name="id">Token id.</param>
    public string? IdToToken(int id)
    {
        TokenTexts texts = Decoding.Texts;
        return (texts.Flags(id) & TokenTextFlags.Absent) != 0 ? null : System.Text.Encoding.UTF8.GetString(texts.Spelling(id).ToArray());
    }

    private DecodingParts Decoding => _decoding ??= new DecodingParts(_tables.OpenDecoding());
}
