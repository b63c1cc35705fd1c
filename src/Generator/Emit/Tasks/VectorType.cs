namespace Sememe.Generator.Emit.Tasks;

/// <summary>The type of sentence vectors.</summary>
internal static class VectorType
{
    /// <summary>A type of its own per model: vectors of different models cannot be mixed up.</summary>
    public static void Write(MemberWriter members) => members.Member(
        "Vector",
        $"""
        <summary>A vector of this model: <see cref="Dimensions"/> numbers that live where the variable lives. Elements by index; converts to spans.</summary>
        <remarks>Vectors of different models are of different types, because comparing them means nothing.</remarks>
        """,
        """
        [global::System.Runtime.CompilerServices.InlineArray(Dimensions)]
        public struct Vector : global::System.IEquatable<Vector>
        {
            private float __element;

            /// <summary>A vector with these numbers.</summary>
            /// <param name="values">Exactly <see cref="Dimensions"/> numbers.</param>
            /// <exception cref="global::System.ArgumentException">There are more or fewer of them.</exception>
            public static Vector From(global::System.ReadOnlySpan<float> values)
            {
                Vector vector = default;
                global::Sememe.CompilerServices.VectorOperations.CopyExactly(values, vector);
                return vector;
            }

            /// <summary>The cosine of the angle between two vectors: 1 for the same direction, 0 for unrelated ones.</summary>
            public readonly float CosineSimilarity(in Vector other) => global::Sememe.CompilerServices.VectorOperations.CosineSimilarity(AsSpan(), other.AsSpan());

            /// <summary>The scalar product; for vectors of length 1 the same as the cosine, and faster.</summary>
            public readonly float Dot(in Vector other) => global::Sememe.CompilerServices.VectorOperations.Dot(AsSpan(), other.AsSpan());

            /// <summary>The numbers, in place.</summary>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public readonly global::System.ReadOnlySpan<float> AsSpan() => this;

            /// <summary>Copies the numbers.</summary>
            /// <param name="destination">At least <see cref="Dimensions"/> long.</param>
            /// <exception cref="global::System.ArgumentException">The destination is too small.</exception>
            public readonly void CopyTo(global::System.Span<float> destination) => AsSpan().CopyTo(destination);

            /// <summary>The numbers as a new array.</summary>
            public readonly float[] ToArray() => AsSpan().ToArray();

            /// <summary>True when all numbers are equal.</summary>
            public readonly bool Equals(Vector other) => global::Sememe.CompilerServices.VectorOperations.AreEqual(AsSpan(), other.AsSpan());

            /// <inheritdoc/>
            public override readonly bool Equals(object? obj) => obj is Vector other && Equals(other);

            /// <inheritdoc/>
            public override readonly int GetHashCode() => global::Sememe.CompilerServices.VectorOperations.GetHashCode(AsSpan());

            /// <summary>True when all numbers are equal.</summary>
            public static bool operator ==(in Vector left, in Vector right) => global::Sememe.CompilerServices.VectorOperations.AreEqual(left.AsSpan(), right.AsSpan());

            /// <summary>True when some number differs.</summary>
            public static bool operator !=(in Vector left, in Vector right) => !(left == right);
        }
        """);
}
