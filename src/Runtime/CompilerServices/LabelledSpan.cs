using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sememe.CompilerServices;

/// <summary>A part of a text with a label, as the span type of a generated class lies in memory.</summary>
/// <param name="Label">Number of the label.</param>
/// <param name="Score">How sure the model is.</param>
/// <param name="Range">Where it stands.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential)]
public readonly record struct LabelledSpan(int Label, float Score, TextRange Range);
