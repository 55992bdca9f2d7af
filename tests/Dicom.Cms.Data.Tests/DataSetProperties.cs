using Dicom.Cms.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Dicom.Cms.Data.Tests;

/// <summary>What holds for every data set. FsCheck draws the trees' seeds from a fixed seed and prints the one that fails.</summary>
public sealed class DataSetProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261121, 7);

    public static TheoryData<WireEncoding> Encodings => [.. Enum.GetValues<WireEncoding>()];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_AnyTree_GivesTheElementsThatWereWritten(WireEncoding wire) => ForAnyTree((tree, because) =>
    {
        byte[] dataSet = tree.ToArray(wire);
        using DicomObject file = DicomObject.Read((byte[])[.. DicomBytes.Prefix(DicomBytes.UidOf(wire)), .. dataSet]);
        file.Encoding.TransferSyntaxUid.Should().Be(DicomBytes.UidOf(wire), because);
        file.Elements.Select(element => element.Tag.Value).Should().Equal(tree.TagValues, because);
        Tiling.Check(file, because);

        DataElementReader reader = new();
        List<DataElement> elements = [.. file.Elements.Select(location => reader.ReadElement(file.ReadElement(location), file.Encoding))];
        tree.Check(elements, because);
        CheckSame(DataElementWriter.Write(elements, file.Encoding), dataSet, because);
    });

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Write_TreeReadFromOneEncoding_IsThatTreeInAnyOther(WireEncoding wire) => ForAnyTree((tree, because) =>
    {
        DataElementReader reader = new();
        IReadOnlyList<DataElement> elements = reader.ReadDataSet(tree.ToArray(wire), ElementConversionTests.EncodingOf(wire));
        foreach (WireEncoding other in Enum.GetValues<WireEncoding>())
        {
            CheckSame(DataElementWriter.Write(elements, ElementConversionTests.EncodingOf(other)), tree.ToArray(other), because);
        }
    });

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Convert_AnyElement_IsThatOfExplicitLittleEndianAndComesBack(WireEncoding wire) => ForAnyTree((tree, because) =>
    {
        DataSetEncoding encoding = ElementConversionTests.EncodingOf(wire);
        ElementConversion conversion = new(new DataElementReader());
        using DicomObject file = DicomObject.Read((byte[])[.. DicomBytes.Prefix(DicomBytes.UidOf(wire)), .. tree.ToArray(wire)]);
        List<byte> converted = [], back = [];
        foreach (ElementLocation location in file.Elements)
        {
            ReadOnlyMemory<byte> element = conversion.TryToExplicitLittleEndian(file.ReadElement(location), encoding)!.Value;
            converted.AddRange(element.ToArray());
            back.AddRange(conversion.FromExplicitLittleEndian(element, encoding).ToArray());
        }

        CheckSame([.. converted], tree.ToArray(WireEncoding.ExplicitLittleEndian), because);
        CheckSame([.. back], tree.ToArray(wire), because);
    });

    // FluentAssertions walks octet by octet; that would take most of the time.
    private static void CheckSame(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected, string because) =>
        actual.SequenceEqual(expected).Should().BeTrue(because);

    private static void ForAnyTree(Action<RandomDataSet, string> property)
    {
        Arbitrary<int> seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
        Prop.ForAll(seeds, seed => property(RandomDataSet.Of(seed), $"tree of seed {seed}")).Check(Fixed);
    }
}
