namespace Sememe.Generator.Emit.Tasks;

/// <summary>The type of a classifier's results.</summary>
internal static class ScoresType
{
    public static void Write(MemberWriter members, string meaning) => members.Member(
        "Scores",
        $"<summary>A score for each <see cref=\"Label\"/>: {meaning}. Lives where the variable lives.</summary>",
        """
        [global::System.Runtime.CompilerServices.InlineArray(LabelCount)]
        public struct Scores : global::System.IEquatable<Scores>
        {
            private float __element;

            /// <summary>The score of a label.</summary>
            /// <param name="label">The label.</param>
            public readonly float this[Label label] => AsSpan()[(int)label];

            /// <summary>The label with the highest score.</summary>
            public readonly Label Best => (Label)global::Sememe.CompilerServices.VectorOperations.IndexOfMax(AsSpan());

            /// <summary>True when a label's score reaches a threshold.</summary>
            /// <param name="label">The label.</param>
            /// <param name="threshold">The lowest score that counts.</param>
            public readonly bool Has(Label label, float threshold = 0.5f) => this[label] >= threshold;

            /// <summary>The scores in the order of the labels, in place.</summary>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public readonly global::System.ReadOnlySpan<float> AsSpan() => this;

            /// <summary>True when all scores are equal.</summary>
            public readonly bool Equals(Scores other) => global::Sememe.CompilerServices.VectorOperations.AreEqual(AsSpan(), other.AsSpan());

            /// <inheritdoc/>
            public override readonly bool Equals(object? obj) => obj is Scores other && Equals(other);

            /// <inheritdoc/>
            public override readonly int GetHashCode() => global::Sememe.CompilerServices.VectorOperations.GetHashCode(AsSpan());

            /// <summary>True when all scores are equal.</summary>
            public static bool operator ==(in Scores left, in Scores right) => left.Equals(right);

            /// <summary>True when some score differs.</summary>
            public static bool operator !=(in Scores left, in Scores right) => !(left == right);
        }
        """);
}
