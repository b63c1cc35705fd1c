using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Bench.Harness;

/// <summary>The vector instruction sets of the processor, also those that .NET has no door to but native libraries use.</summary>
internal static class InstructionSets
{
    /// <summary>Names, oldest first.</summary>
    public static IReadOnlyList<string> Find()
    {
        List<string> names = [];
        Add(names, Avx2.IsSupported, "AVX2");
        Add(names, Fma.IsSupported, "FMA");
        Add(names, Avx512F.IsSupported, "AVX-512F");
        Add(names, Avx512BW.IsSupported, "AVX-512BW");
        if (X86Base.IsSupported)
        {
            // Intel SDM, CPUID leaf 7, subleaf 0: ECX bit 11, EDX bit 25. What .NET has a door to is asked of .NET, so that a process that is held back says so.
            (_, _, int ecx, int edx) = X86Base.CpuId(7, 0);
            Add(names, Avx512F.IsSupported && (ecx & (1 << 11)) != 0, "AVX-512-VNNI");
            Add(names, AvxVnni.IsSupported, "AVX-VNNI");
            Add(names, (edx & (1 << 25)) != 0, "AMX-INT8");
        }

        Add(names, AdvSimd.IsSupported, "AdvSimd");
        Add(names, Dp.IsSupported, "DotProd");
        return names;
    }

    private static void Add(List<string> names, bool present, string name)
    {
        if (present)
        {
            names.Add(name);
        }
    }
}
