using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed class KernelWarmUpTests
{
    [Theory]
    [InlineData(nameof(KernelChoice.Portable))]
    [InlineData(nameof(KernelChoice.Avx2))]
    [InlineData(nameof(KernelChoice.Avx512))]
    [InlineData(nameof(KernelChoice.Vnni))]
    public void Every_set_of_kernels_runs_over_next_to_nothing(string name)
    {
        if (TestKernels.TryParse(name, out KernelChoice choice))
        {
            KernelSet kernels = KernelSet.Create(choice);

            Assert.Null(Record.Exception(() => KernelWarmUp.Run(kernels, Activation.Gelu, isQuantized: false)));
            Assert.Null(Record.Exception(() => KernelWarmUp.Run(kernels, Activation.GeluTanh, isQuantized: true)));
        }
    }
}
