using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>Goes through the frames of encapsulated Pixel Data and collects what is cut from each. For one object.</summary>
internal sealed class CodestreamCleaner
{
    private readonly DicomObject _file;
    private readonly ByteSource _source;
    private readonly ElementLocation _pixels;
    private readonly List<CodestreamEdit> _edits = [];
    private readonly List<CodestreamProblem> _problems = [];

    public CodestreamCleaner(DicomObject file, in ElementLocation pixels)
    {
        _file = file;
        _source = file.DataSetSource;
        _pixels = pixels;
    }

    /// <summary>The Transfer Syntax that says how the pixels are compressed: the one stated, where the headers are in another.</summary>
    private TransferSyntax Syntax =>
        _file.DeclaredTransferSyntax is { IsEncapsulated: true } declared ? declared : _file.TransferSyntax;

    public CodestreamCleaning Run(CancellationToken cancellationToken)
    {
        if (_file.IsDeflated) return Unread("encapsulated pixels in a deflated data set");
        if (EncapsulatedFragments.TryRead(_source, _pixels) is not { } encapsulated) return Unread("no fragments one behind the other");
        if (FrameShape.TryReadFrames(_file) is not { } frames) return Unread("Number of Frames (0028,0008) is no number");
        if (CodestreamParsers.VideoCodecOf(Syntax) is { } codec) return Video(encapsulated, codec);
        if (ParserFor(encapsulated) is not { } parser) return Unread("no parser for this Transfer Syntax");

        OffsetTables tables = OffsetTables.Read(_file, _pixels, encapsulated);
        int[]? starts = FrameFragments.TryGroup(
            _source, _pixels.ValueOffset, encapsulated, frames, tables.ExtendedOffsets, CodestreamParsers.IsOneFragmentPerFrame(Syntax));
        if (starts is null) return Unread("nothing tells which fragments belong to which frame");

        CleanedFrame[] cleaned = new CleanedFrame[frames];
        FrameCleaner cleaner = new(_source, _pixels.ValueOffset, parser, _edits, _problems);
        for (int frame = 0; frame < frames; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            cleaned[frame] = cleaner.Clean(frame, [.. encapsulated.Fragments.Skip(starts[frame]).Take(starts[frame + 1] - starts[frame])]);
        }

        if (encapsulated.HasDelimitationLength) _edits.Add(new CodestreamEdit(encapsulated.End + 4, 4, new byte[4]));
        IReadOnlyList<CodestreamEdit> edits = tables.BasicEdit(cleaned) is { } table ? [table, .. _edits] : _edits;
        return new CodestreamCleaning(edits, _problems, tables.ExtendedFor(cleaned));
    }

    private CodestreamParser? ParserFor(EncapsulatedFragments encapsulated)
    {
        if (CodestreamParsers.For(Syntax, FrameShape.TryRead(_file)) is { } parser) return parser;
        if (Syntax.IsEncapsulated || encapsulated.Fragments.Count == 0) return null;
        Span<byte> start = stackalloc byte[4];
        int count = _source.Read(_pixels.ValueOffset + encapsulated.Fragments[0].ContentOffset, start);
        return CodestreamParsers.ForStart(start[..count]);
    }

    private CodestreamCleaning Video(EncapsulatedFragments encapsulated, VideoCodec codec)
    {
        using CodestreamInput input = new(
            _source, [.. encapsulated.Fragments.Select(fragment => (_pixels.ValueOffset + fragment.ContentOffset, (long)fragment.Length))]);
        return Unread(VideoScan.Describe(input, codec));
    }

    private CodestreamCleaning Unread(string reason) =>
        new([], [new CodestreamProblem { Reason = reason, Octets = [(0, _pixels.ValueLength)] }], extendedOffsets: null);
}
