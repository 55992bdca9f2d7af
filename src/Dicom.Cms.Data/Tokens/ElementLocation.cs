namespace Dicom.Cms.Data;

/// <summary>Where a top-level element stands in a data set, header and value. Its bytes are not held.</summary>
public readonly record struct ElementLocation
{
    internal ElementLocation(in ElementHeader header, long offset, long end)
    {
        Header = header;
        Offset = offset;
        End = end;
    }

    /// <summary>The tag.</summary>
    public Tag Tag => Header.Tag;

    /// <summary>The VR stated, or null: implicit VR, or letters that PS3.5 does not know.</summary>
    public ValueRepresentation? Vr => ValueRepresentation.Find(Header.VrCode);

    /// <summary>The offset of the header in octets.</summary>
    public long Offset { get; }

    /// <summary>The offset of the value in octets.</summary>
    public long ValueOffset => Offset + Header.HeaderLength;

    /// <summary>The offset behind the value, behind the delimitation of an undefined length.</summary>
    public long End { get; }

    /// <summary>Octets of header and value.</summary>
    public long Length => End - Offset;

    /// <summary>Octets of the value, Items and delimitations of an undefined length included.</summary>
    public long ValueLength => End - ValueOffset;

    /// <summary>Whether the Value Length is undefined (PS3.5 7.5).</summary>
    public bool HasUndefinedLength => Header.HasUndefinedLength;

    internal ElementHeader Header { get; }
}
