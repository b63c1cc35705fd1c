namespace Sememe.Formats.Hdf5;

/// <summary>One message of an object header.</summary>
/// <param name="Type">What it says; <see cref="Hdf5MessageType"/> names those that are read.</param>
/// <param name="IsShared">True when the message lies elsewhere and only a reference is here.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record Hdf5Message(int Type, bool IsShared, Hdf5Block Body);

/// <summary>Types of messages that decide what an object is.</summary>
internal static class Hdf5MessageType
{
    public const int Dataspace = 0x01;
    public const int LinkInfo = 0x02;
    public const int Datatype = 0x03;
    public const int Link = 0x06;
    public const int ExternalFiles = 0x07;
    public const int Layout = 0x08;
    public const int Filters = 0x0B;
    public const int Continuation = 0x10;
    public const int SymbolTable = 0x11;
}
