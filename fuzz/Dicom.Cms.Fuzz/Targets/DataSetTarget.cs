using Dicom.Cms.Data;

namespace Dicom.Cms.Fuzz;

/// <summary>The data-set reader: what is read tiles the file, and written back unchanged is the same octets.</summary>
internal sealed class DataSetTarget : FuzzTarget
{
    private static readonly DataSetEncoding[] s_others = [DataSetEncoding.ImplicitLittleEndian, DataSetEncoding.ExplicitBigEndian];

    private readonly byte[][] _files;
    private readonly DataSetSeed[] _seeds;
    private readonly DataSetMutation _mutation;

    public DataSetTarget()
    {
        _files =
        [
            .. SeedFiles.Read(".dcm", "objects", "crafted", "fuzzing"),
            .. SeedFiles.ReadShared(".dcm", "corpus-malformed", "interop/crafted"),
        ];
        _seeds = [.. _files.Select(DataSetSeed.TryRead).OfType<DataSetSeed>()];
        _mutation = new DataSetMutation(_seeds);
    }

    public override string Name => "data-set";

    public override int Share => 45;

    public override int Passes => 8;

    /// <summary>A mutated object, also for whoever else takes one.</summary>
    public override byte[] CreateInput(FuzzRandom random)
    {
        if (random.OneIn(8)) return RawMutation.Mutate(random.Pick(_files), _files, random);

        // To inflate costs far more than anything else here.
        DataSetSeed seed = random.Pick(_seeds);
        if (seed.IsDeflated && !random.OneIn(8)) seed = random.Pick(_seeds);
        byte[] bytes = seed.Encode(_mutation.Next(seed, random), random.OneIn(12) ? DataSetMutation.AnyEncoding(random) : null);
        return random.OneIn(8) ? RawMutation.Mutate(bytes, _files, random) : bytes;
    }

    public override string Execute(byte[] input)
    {
        try
        {
            using DicomObject file = DicomObject.Read(input);
            RequireTiling(file, input);
            DataElementReader reader = new();
            foreach (ElementLocation location in file.Elements) Check(file, location, reader);
            if (Choose(input) % 4 == 0) RequireSameFromSource(file, input);
            return file.Encoding.IsBigEndian ? "big endian" : file.Encoding.IsExplicit ? "explicit" : "implicit";
        }
        catch (DicomFormatException failure)
        {
            return Refused(failure, "refused");
        }
    }

    private static void RequireTiling(DicomObject file, byte[] input)
    {
        long position = file.IsDeflated ? 0 : file.PrefixLength;
        foreach (ElementLocation element in file.Elements)
        {
            bool tiles = element.Offset == position && element.End >= element.ValueOffset && element.ValueOffset > position;
            Require(tiles, "Elements tile the data set.");
            position = element.End;
        }

        Require(file.DataSetSuffix == (position, file.DataSetSource.Length - position), "The suffix is the rest.");
        Require(file.IsDeflated || file.DataSetSource.Length == input.Length, "Nothing is left out.");
        long end = file.DeflatedSuffix.Offset + file.DeflatedSuffix.Length;
        Require(end == input.Length, "What follows a deflate stream ends with the file.");
    }

    private static void Check(DicomObject file, in ElementLocation location, DataElementReader reader)
    {
        ReadOnlyMemory<byte> bytes = file.ReadElement(location);
        DataElement element = reader.ReadElement(bytes, file.Encoding);
        RequireSame(DataElementWriter.Write(element, file.Encoding), bytes, "An element is written back as it was read.");
        Require(DataElementWriter.GetLength(element, file.Encoding) == bytes.Length, "The length is known before writing.");

        ElementConversion conversion = new(reader);
        if (conversion.TryToExplicitLittleEndian(bytes, file.Encoding) is { } converted)
        {
            RequireSame(conversion.FromExplicitLittleEndian(converted, file.Encoding), bytes, "What was converted comes back.");
            byte[] pieces = [.. conversion.PiecesFromExplicitLittleEndian(converted, file.Encoding).SelectMany(piece => piece.ToArray())];
            RequireSame(pieces, bytes, "Pieces are the whole.");
            foreach (DataSetEncoding other in s_others) TryConvert(conversion, converted, other);
        }

        ItemLocator.AnyNested(file, location, (tag, vr) => false);
        if (element.Items is { } items) RequireSameItems(bytes, file.Encoding, items.Count);
    }

    /// <summary>Into an encoding that the element need not fit.</summary>
    private static void TryConvert(ElementConversion conversion, ReadOnlyMemory<byte> converted, DataSetEncoding encoding)
    {
        try
        {
            conversion.FromExplicitLittleEndian(converted, encoding);
        }
        catch (Exception failure) when (failure is DicomFormatException or OverflowException)
        {
            // Both are documented.
        }
    }

    private static void RequireSameItems(ReadOnlyMemory<byte> bytes, DataSetEncoding encoding, int count) =>
        Require(ItemLocator.ItemContents(bytes, encoding).Count == count, "Items are found in the bytes as they are in memory.");

    private static void RequireSameFromSource(DicomObject file, byte[] input)
    {
        using PlainSource source = new(input);
        using DicomObject other = DicomObject.Read(source);
        Require(other.Elements.SequenceEqual(file.Elements) && other.Encoding == file.Encoding, "A source that copies reads the same.");
        foreach (ElementLocation location in file.Elements)
            RequireSame(other.ReadElement(location), file.ReadElement(location), "A source that copies has the same octets.");
    }

    private static void RequireSame(ReadOnlyMemory<byte> actual, ReadOnlyMemory<byte> expected, string property) =>
        Require(actual.Span.SequenceEqual(expected.Span), property);
}
