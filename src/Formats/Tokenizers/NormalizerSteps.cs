using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>NFC, NFD, NFKC or NFKD.</summary>
internal sealed record UnicodeFormJson(bool Composes, bool IsCompatible, TextPosition Place) : ComponentJson(Place);

/// <summary>A normalizer without fields: Lowercase, StripAccents, Nmt, ByteLevel.</summary>
internal sealed record PlainNormalizerJson(string Type, TextPosition Place) : ComponentJson(Place);

/// <summary>Strip.</summary>
internal sealed record StripNormalizerJson(bool Left, bool Right, TextPosition Place) : ComponentJson(Place);

/// <summary>Replace.</summary>
internal sealed record ReplaceNormalizerJson(PatternJson Pattern, string Content, TextPosition Place) : ComponentJson(Place);

/// <summary>Prepend.</summary>
internal sealed record PrependNormalizerJson(string Text, TextPosition Place) : ComponentJson(Place);

/// <summary>Precompiled: SentencePiece's charsmap in Base64.</summary>
internal sealed record PrecompiledJson(Located<string> Charsmap, TextPosition Place) : ComponentJson(Place);
