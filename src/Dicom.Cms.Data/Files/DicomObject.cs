namespace Dicom.Cms.Data;

/// <summary>
/// A DICOM file (PS3.10) or a bare data set, split into its parts and otherwise left where it is: prefix, top-level elements,
/// suffix. Values are read only when asked for. Immutable and thread-safe; dispose it to close the source.
/// </summary>
public sealed class DicomObject : IDisposable
{
    private readonly ByteSource? _inflated;
    private readonly bool _ownsSource;
    private readonly ByteSource _source;
    private bool _disposed;

    internal DicomObject(ByteSource source, FilePrefix prefix, DataSetSplit split, ByteSource? inflated, long suffixOffset, bool ownsSource)
    {
        _source = source;
        Prefix = prefix;
        Split = split;
        Elements = split.Elements.AsReadOnly();
        _inflated = inflated;
        CompressedSuffixOffset = suffixOffset;
        _ownsSource = ownsSource;
    }

    /// <summary>The encoding that the data set was found to have, whatever the File Meta Information says.</summary>
    public DataSetEncoding Encoding => Split.Encoding;

    /// <summary>
    /// The Transfer Syntax: the declared one if the data set agrees with it, else the uncompressed one of <see cref="Encoding"/>.
    /// </summary>
    public TransferSyntax TransferSyntax =>
        DeclaredTransferSyntax is { } declared && declared.Encoding == Encoding && declared.IsDeflated == IsDeflated
            ? declared
            : new TransferSyntax(IsDeflated ? TransferSyntax.DeflatedExplicitLittleEndian.Uid : Encoding.TransferSyntaxUid);

    /// <summary>What the last (0002,0010) states, if there is one.</summary>
    public TransferSyntax? DeclaredTransferSyntax => Prefix.TransferSyntaxUid is { } uid ? new TransferSyntax(uid) : null;

    /// <summary>Whether the data set was one deflate stream. Offsets then count in the inflated data set.</summary>
    public bool IsDeflated => _inflated is not null;

    /// <summary>The octets before the data set: preamble, DICM, File Meta Information.</summary>
    public long PrefixLength => Prefix.Length;

    /// <summary>Whether DICM stands where PS3.10 7.1 has it.</summary>
    public bool HasPart10Marker => Prefix.HasMarker;

    /// <summary>The elements of group 0002. Their offsets count in <see cref="Source"/>.</summary>
    public IReadOnlyList<ElementLocation> MetaElements => Prefix.MetaElements;

    /// <summary>The top-level elements in the order of the file. Their offsets count in <see cref="DataSetSource"/>.</summary>
    public IReadOnlyList<ElementLocation> Elements { get; }

    /// <summary>Whether the tags of <see cref="Elements"/> ascend strictly, as PS3.5 7.1 asks.</summary>
    public bool IsAscending => Split.IsAscending;

    /// <summary>The file.</summary>
    /// <exception cref="ObjectDisposedException">The object was disposed.</exception>
    public ByteSource Source
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _source;
        }
    }

    /// <summary>What holds the data set: the file itself, or the inflated data set.</summary>
    /// <exception cref="ObjectDisposedException">The object was disposed.</exception>
    public ByteSource DataSetSource
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _inflated ?? _source;
        }
    }

    /// <summary>The octets of <see cref="DataSetSource"/> behind the last element: padding.</summary>
    public (long Offset, long Length) DataSetSuffix => (Split.SuffixOffset, DataSetSource.Length - Split.SuffixOffset);

    /// <summary>The octets of <see cref="Source"/> behind a deflate stream: padding, a checksum.</summary>
    public (long Offset, long Length) DeflatedSuffix =>
        IsDeflated ? (CompressedSuffixOffset, Source.Length - CompressedSuffixOffset) : (Source.Length, 0);

    internal FilePrefix Prefix { get; }

    internal DataSetSplit Split { get; }

    internal long CompressedSuffixOffset { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="DicomFormatException">It holds no data set in any encoding; the message names the position.</exception>
    public static DicomObject Open(string path, DicomReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ByteSource source = ByteSource.OpenFile(path);
        try
        {
            return DicomObjectReader.Read(source, ownsSource: true, limits ?? DicomReadLimits.Default, cancellationToken);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Reads from a source, which the caller keeps and disposes.</summary>
    /// <exception cref="DicomFormatException">It holds no data set in any encoding; the message names the position.</exception>
    public static DicomObject Read(ByteSource source, DicomReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return DicomObjectReader.Read(source, ownsSource: false, limits ?? DicomReadLimits.Default, cancellationToken);
    }

    /// <summary>Reads from memory, which must not change while the file is in use.</summary>
    /// <exception cref="DicomFormatException">It holds no data set in any encoding; the message names the position.</exception>
    public static DicomObject Read(ReadOnlyMemory<byte> bytes, DicomReadLimits? limits = null) =>
        Read(ByteSource.FromMemory(bytes), limits);

    /// <summary>Finds the first top-level element with a tag.</summary>
    public ElementLocation? Find(Tag tag)
    {
        foreach (ElementLocation element in Split.Elements)
        {
            if (element.Tag == tag) return element;
        }

        return null;
    }

    /// <summary>Header and value of an element, as they stand.</summary>
    /// <exception cref="ObjectDisposedException">The object was disposed.</exception>
    public ReadOnlyMemory<byte> ReadElement(in ElementLocation element) =>
        DataSetSource.ReadRange(element.Offset, checked((int)element.Length));

    /// <summary>The value of an element, as it stands.</summary>
    /// <exception cref="ObjectDisposedException">The object was disposed.</exception>
    public ReadOnlyMemory<byte> ReadValue(in ElementLocation element) =>
        DataSetSource.ReadRange(element.ValueOffset, checked((int)element.ValueLength));

    /// <summary>Closes the source, unless the caller keeps it. Tags and positions remain; values can no longer be read.</summary>
    public void Dispose()
    {
        _disposed = true;
        _inflated?.Dispose();
        if (_ownsSource) _source.Dispose();
    }
}
