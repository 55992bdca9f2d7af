using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>An object being read: small elements in memory, large ones by their place.</summary>
internal sealed class SourceObject
{
    /// <summary>Elements of more octets than this are not read into memory unless they are to be protected.</summary>
    public const int InMemoryLimit = 1 << 20;

    /// <summary>Octets whose elements are kept for the next look: in memory they take about ten times as much.</summary>
    private const long CacheLimit = 4 << 20;

    private readonly DataElementReader _reader;
    private readonly DataElement?[] _elements;
    private long _cached;

    public SourceObject(DicomObject file)
    {
        File = file;
        _reader = new DataElementReader(HasSignedPixels(file));
        Conversion = new ElementConversion(_reader);
        _elements = new DataElement?[file.Elements.Count];
    }

    public DicomObject File { get; }

    public ElementConversion Conversion { get; }

    /// <summary>The top-level elements in their order.</summary>
    public IEnumerable<SourceElement> Elements
    {
        get
        {
            for (int ordinal = 0; ordinal < _elements.Length; ordinal++) yield return new SourceElement(this, ordinal);
        }
    }

    /// <summary>Whether an element is small enough to be read for looking at it.</summary>
    public static bool IsSmall(in ElementLocation location) => location.Length <= InMemoryLimit && location.Tag.Group != 0x7FE0;

    /// <summary>An element with everything nested in it. Small ones are kept for the next look.</summary>
    public DataElement Load(int ordinal)
    {
        if (_elements[ordinal] is { } loaded) return loaded;
        ElementLocation location = File.Elements[ordinal];
        DataElement element = _reader.ReadElement(File.ReadElement(location), File.Encoding);
        if (location.Length > BulkData.Threshold || _cached + location.Length > CacheLimit) return element;
        _cached += location.Length;
        return _elements[ordinal] = element;
    }

    /// <summary>An element that was converted to Explicit VR Little Endian: of a large one nothing is read again.</summary>
    public DataElement Load(int ordinal, ReadOnlyMemory<byte> converted) =>
        converted.Length > InMemoryLimit ? _reader.ReadElement(converted, DataSetEncoding.ExplicitLittleEndian) : Load(ordinal);

    /// <summary>The UID in a top-level element, empty where there is none.</summary>
    public string ReadUid(Tag tag) => ReadUid(File, tag);

    /// <summary>
    /// The UID in a top-level element of a file, empty where there is none. Read by its VR, as it is read out of an Item: with one of
    /// numbers its octets are swapped under big endian.
    /// </summary>
    public static string ReadUid(DicomObject file, Tag tag) => file.Find(tag) is { ValueLength: <= Uids.MaxLength } location
        ? Uids.Of(new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding))
        : "";

    private static bool HasSignedPixels(DicomObject file)
    {
        if (file.Find(Tags.PixelRepresentation) is not { ValueLength: 2 } location) return false;
        ReadOnlySpan<byte> value = file.ReadValue(location).Span;
        return value[file.Encoding.IsBigEndian ? 1 : 0] == 1;
    }
}
