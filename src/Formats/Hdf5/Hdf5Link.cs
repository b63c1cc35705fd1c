namespace Sememe.Formats.Hdf5;

/// <summary>What a group calls one of its members.</summary>
/// <param name="Name">The name inside the group.</param>
/// <param name="Header">Address of the member's header.</param>
internal readonly record struct Hdf5Link(string Name, long Header);
