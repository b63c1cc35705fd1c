namespace Sememe.Formats.Protobuf;

/// <summary>How protobuf stores a field's value; the numbers are the format's.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
