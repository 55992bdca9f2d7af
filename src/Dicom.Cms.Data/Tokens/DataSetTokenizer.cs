using System.Buffers.Binary;
using System.Diagnostics;

namespace Dicom.Cms.Data;

/// <summary>
/// The one state machine from bytes to tokens (PS3.5 7.1, 7.5). It never reads a value and never enters an element of defined
/// length: its Items are read by another tokenizer, from <see cref="ForItems"/>. It needs no dictionary.
/// </summary>
internal sealed partial class DataSetTokenizer
{
    private readonly SourceWindow _window;
    private readonly int _depthLimit;
    private readonly Stack<Frame> _frames = new();
    private Frame _frame;
    private long _position;

    private DataSetTokenizer(SourceWindow window, long position, Frame frame, int depthLimit)
    {
        Debug.Assert(position >= 0 && frame.End <= window.Length, "The range lies inside the source.");
        _window = window;
        _position = position;
        _frame = frame;
        HeaderEncoding = frame.Encoding;
        _depthLimit = depthLimit;
    }

    /// <summary>The token that was read last.</summary>
    public DataSetToken Token { get; private set; }

    /// <summary>The header of the element, Item or sequence start.</summary>
    public ElementHeader Header { get; private set; }

    /// <summary>The encoding in which <see cref="Header"/> stands.</summary>
    public DataSetEncoding HeaderEncoding { get; private set; }

    /// <summary>The offset of <see cref="Header"/>.</summary>
    public long HeaderOffset { get; private set; }

    /// <summary>The offset behind <see cref="Header"/>.</summary>
    public long ValueOffset => HeaderOffset + Header.HeaderLength;

    /// <summary>The offset behind the token: behind the value of an element, behind a delimitation.</summary>
    public long Position => _position;

    /// <summary>How many sequences and Items are open.</summary>
    public int Depth => _frames.Count;

    /// <summary>Why the bytes are no data set, once <see cref="Token"/> is <see cref="DataSetToken.Malformed"/>.</summary>
    public DicomFormatException? Error { get; private set; }

    /// <summary>Opens a data set.</summary>
    public static DataSetTokenizer ForDataSet(SourceWindow window, long start, long end, DataSetEncoding encoding, int depthLimit) =>
        new(window, start, new Frame(FrameKind.DataSet, end, encoding), depthLimit);

    /// <summary>Opens the Items of a sequence of defined length.</summary>
    public static DataSetTokenizer ForItems(SourceWindow window, long start, long end, DataSetEncoding encoding, int depthLimit) =>
        new(window, start, new Frame(FrameKind.Sequence, end, encoding), depthLimit);

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end and where the bytes are no data set.</returns>
    public bool Read()
    {
        if (Token is DataSetToken.End or DataSetToken.Malformed) return false;
        Token = _frame.Kind switch
        {
            FrameKind.DataSet => ReadDataSet(),
            FrameKind.Sequence => ReadSequence(),
            _ => ReadItem(),
        };
        return Token is not (DataSetToken.End or DataSetToken.Malformed);
    }

    /// <summary>Passes over the Item just started, unread. Its end is not reported.</summary>
    /// <returns>False, and <see cref="DataSetToken.Malformed"/>, when its length is undefined.</returns>
    public bool SkipItem()
    {
        Debug.Assert(Token == DataSetToken.ItemStart, "Only an Item that was just started can be skipped.");
        if (!_frame.IsDefined)
        {
            Token = Fail("An undefined length where a length is needed", HeaderOffset, _frame.Tag);
            return false;
        }

        _position = _frame.End;
        _frame = _frames.Pop();
        return true;
    }

    private DataSetToken ReadDataSet()
    {
        if (_position == _frame.End) return DataSetToken.End;
        return ReadElement();
    }

    private DataSetToken ReadSequence()
    {
        if (_frame.IsDefined && _position == _frame.End) return Close(DataSetToken.SequenceEnd);
        if (!TryReadDelimiter(out ElementHeader header)) return DataSetToken.Malformed;
        switch (header.Tag.Value)
        {
            case 0xFFFE_E0DD when !_frame.IsDefined:
                Header = header;
                return Close(DataSetToken.SequenceEnd);
            case 0xFFFE_E000:
                long end = _position + header.Length;
                if (!header.HasUndefinedLength && end > _frame.Limit)
                    return Fail("An Item longer than what holds it", HeaderOffset, header.Tag);
                Header = header;
                return Open(FrameKind.Item, header, _frame.Encoding) ? DataSetToken.ItemStart : DataSetToken.Malformed;
            default:
                return Fail("An Item or the end of a sequence was expected", HeaderOffset, header.Tag);
        }
    }

    private DataSetToken ReadItem()
    {
        if (_frame.IsDefined && _position == _frame.End) return Close(DataSetToken.ItemEnd);
        if (_frame.IsDefined) return ReadElement();

        ReadOnlySpan<byte> bytes = _window.Peek(_position, 4);
        if (bytes.Length < 4) return Fail("The data end inside an Item", _position, _frame.Tag);
        if (ReadTag(bytes, _frame.Encoding).Value != 0xFFFE_E00D) return ReadElement();

        if (!TryReadDelimiter(out ElementHeader header)) return DataSetToken.Malformed;
        Header = header;
        return Close(DataSetToken.ItemEnd);
    }

    private DataSetToken ReadElement()
    {
        HeaderOffset = _position;
        if (!TryReadHeader(_position, _frame.Limit, _frame.Encoding, out ElementHeader header))
            return Fail("The data end inside the header of an element", _position);

        Header = header;
        HeaderEncoding = _frame.Encoding;
        _position += header.HeaderLength;
        bool nestedDelimiter = header.Tag.IsItemOrDelimitation && _frame.Kind != FrameKind.DataSet;
        if (nestedDelimiter) return Fail("An Item or delimitation where an element was expected", HeaderOffset, header.Tag);
        if (header.HasUndefinedLength)
        {
            if (header.Tag.IsItemOrDelimitation) return Fail("A stray Item of undefined length", HeaderOffset, header.Tag);

            // PS3.5 6.2.2 note 2: UN of undefined length holds Implicit VR Little Endian, whatever stands around it.
            bool unknown = header.VrCode == ValueRepresentation.UN.Code;
            DataSetEncoding encoding = unknown ? DataSetEncoding.ImplicitLittleEndian : _frame.Encoding;
            return Open(FrameKind.Sequence, header, encoding) ? DataSetToken.SequenceStart : DataSetToken.Malformed;
        }

        if (header.Length > _frame.Limit - _position)
        {
            // A VR that PS3.5 does not know may have another form of header: its length is then read from the wrong place.
            bool isKnown = !_frame.Encoding.IsExplicit || header.Tag.IsItemOrDelimitation
                || ValueRepresentation.Find(header.VrCode) is not null;
            return Fail(
                isKnown ? "A value longer than what holds it" : "A value longer than what holds it, after a VR that is not known",
                HeaderOffset, header.Tag);
        }

        _position += header.Length;
        return DataSetToken.Element;
    }

    private bool Open(FrameKind kind, in ElementHeader header, DataSetEncoding encoding)
    {
        if (_frames.Count >= _depthLimit)
        {
            Token = Fail("Sequences nested deeper than the limit", HeaderOffset, header.Tag);
            return false;
        }

        bool defined = kind == FrameKind.Item && !header.HasUndefinedLength;
        long limit = defined ? _position + header.Length : _frame.Limit;
        _frames.Push(_frame);
        _frame = new Frame(kind, defined ? limit : -1, encoding, limit, header.Tag);
        return true;
    }

    private DataSetToken Close(DataSetToken token)
    {
        if (_frames.Count == 0) return DataSetToken.End;
        _frame = _frames.Pop();
        return token;
    }

    private bool TryReadDelimiter(out ElementHeader header)
    {
        HeaderOffset = _position;
        ReadOnlySpan<byte> bytes = _window.Peek(_position, 8);
        header = default;
        if (bytes.Length < 8 || _position + 8 > _frame.Limit)
        {
            Token = Fail("The data end inside a sequence", _position, _frame.Tag);
            return false;
        }

        uint length = _frame.Encoding.IsBigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes[4..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        header = new ElementHeader(ReadTag(bytes, _frame.Encoding), 0, 0, length, 8);
        _position += 8;
        return true;
    }

    private DataSetToken Fail(string reason, long position, Tag? tag = null)
    {
        Error ??= new DicomFormatException(reason, position, tag);
        return DataSetToken.Malformed;
    }

    private enum FrameKind
    {
        DataSet,
        Sequence,
        Item,
    }

    /// <summary>What is open. End is -1 where a delimitation ends it; Limit is the end of what surely holds it.</summary>
    private readonly record struct Frame(FrameKind Kind, long End, DataSetEncoding Encoding, long Limit, Tag Tag)
    {
        public Frame(FrameKind kind, long end, DataSetEncoding encoding)
            : this(kind, end, encoding, end, default)
        {
        }

        public bool IsDefined => End >= 0;
    }
}
