using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>Fragments and offset tables, with frames of four octets that have no codestream (PS3.5 A.4.11).</summary>
public sealed class CodestreamCleaningTests
{
    private static readonly byte[] First = [1, 2, 3, 4], Second = [5, 6, 7, 8];

    [Fact]
    public void Plan_NothingToCut_HasNoEdits()
    {
        EncapsulatedImage image = new() { Frames = "2", Table = [0, 0, 0, 0, 12, 0, 0, 0], Fragments = [First, Second] };

        CodestreamCleaning cleaning = image.Plan();

        cleaning.Edits.Should().BeEmpty();
        cleaning.Problems.Should().BeEmpty();
        cleaning.ExtendedOffsets.Should().BeNull();
    }

    [Fact]
    public void Plan_PaddingOfZeros_Stays() =>
        new EncapsulatedImage { Fragments = [[.. First, 0, 0]] }.Plan().Edits.Should().BeEmpty();

    [Fact]
    public void Plan_PaddingOfOneOctetOverAndOver_Stays()
    {
        new EncapsulatedImage { Fragments = [[.. First, 0xFF, 0xFF]] }.Plan().Edits.Should().BeEmpty();
        new EncapsulatedImage { Fragments = [[.. First, 0xFF, 0x00]] }.Plan().Edits.Should().NotBeEmpty();
        new EncapsulatedImage { Fragments = [[.. First, 0x41, 0x41]] }.Plan().Edits.Should().NotBeEmpty();
    }

    [Fact]
    public void Plan_TextBehindAFrame_IsCutAndTheTableIsPutRight()
    {
        EncapsulatedImage image = new()
        {
            Frames = "2",
            Table = [0, 0, 0, 0, 18, 0, 0, 0],
            Fragments = [[.. First, .. "Doe^J."u8], Second],
        };

        image.Clean().Should().Equal((image with { Table = [0, 0, 0, 0, 12, 0, 0, 0], Fragments = [First, Second] }).Value);
    }

    [Fact]
    public void Plan_FragmentOfNoFrame_IsCut()
    {
        EncapsulatedImage image = new() { Fragments = [First, [.. "Doe^Jane"u8]] };

        image.Clean().Should().Equal((image with { Fragments = [First] }).Value);
    }

    [Fact]
    public void Plan_FragmentOfNoFrameBehindSeveral_IsCut()
    {
        EncapsulatedImage image = new() { Frames = "2", Fragments = [First, Second, [.. "Doe^Jane"u8]] };

        image.Clean().Should().Equal((image with { Fragments = [First, Second] }).Value);
    }

    [Fact]
    public void Plan_FrameInSeveralFragmentsWithText_BecomesOneFragment()
    {
        EncapsulatedImage image = new() { Fragments = [[1, 2], [3, 4, 65, 66], [67, 68]] };

        image.Clean().Should().Equal((image with { Fragments = [First] }).Value);
    }

    [Fact]
    public void Plan_FrameInSeveralFragmentsWithoutText_Stays() =>
        new EncapsulatedImage { Fragments = [[1, 2], [], [3, 4]] }.Plan().Edits.Should().BeEmpty();

    [Fact]
    public void Plan_TextInTheOffsetTable_IsReplacedByTheTable()
    {
        EncapsulatedImage image = new() { Table = [.. "Doe^Jane 123"u8], Fragments = [First] };

        image.Clean().Should().Equal((image with { Table = [0, 0, 0, 0] }).Value);
    }

    [Fact]
    public void Plan_LengthOfTheDelimitation_IsZeroed()
    {
        EncapsulatedImage image = new() { Fragments = [First], DelimitationLength = 0x65_6F_44_41 };

        // The reader may refuse it before; where it does not, the length is gone.
        image.Clean().Should().Equal((image with { DelimitationLength = 0 }).Value);
    }

    [Fact]
    public void Plan_FramesByOffsets_AreGroupedByThem()
    {
        EncapsulatedImage image = new()
        {
            Frames = "2",
            Table = [0, 0, 0, 0, 20, 0, 0, 0],
            Fragments = [[1, 2], [3, 4], [5, 6], [7, 8, 65, 66]],
        };

        image.Clean().Should().Equal(
            (image with { Table = [0, 0, 0, 0, 20, 0, 0, 0], Fragments = [[1, 2], [3, 4], Second] }).Value);
    }

    [Fact]
    public void Plan_ExtendedOffsets_ArePutRight()
    {
        EncapsulatedImage image = new()
        {
            Frames = "2",
            Fragments = [[.. First, 65, 66], Second],
            ExtendedOffsets = EncapsulatedImage.Numbers(0, 14),
            ExtendedLengths = EncapsulatedImage.Numbers(6, 4),
        };

        ExtendedOffsets extended = image.Plan().ExtendedOffsets!;

        extended.Offsets.ToArray().Should().Equal(EncapsulatedImage.Numbers(0, 12));
        extended.Lengths.ToArray().Should().Equal(EncapsulatedImage.Numbers(4, 4));
    }

    [Fact]
    public void Plan_ExtendedOffsetsThatAreRight_Stay() => new EncapsulatedImage
    {
        Frames = "2",
        Fragments = [First, Second],
        ExtendedOffsets = EncapsulatedImage.Numbers(0, 12),
        ExtendedLengths = EncapsulatedImage.Numbers(4, 4),
    }.Plan().ExtendedOffsets.Should().BeNull();

    [Fact]
    public void Plan_FrameThatDoesNotParse_IsNamedAndStays()
    {
        EncapsulatedImage image = new() { Frames = "2", Fragments = [[1, 2], Second] };

        CodestreamCleaning cleaning = image.Plan();

        cleaning.Edits.Should().BeEmpty();
        CodestreamProblem problem = cleaning.Problems.Should().ContainSingle().Subject;
        problem.Frame.Should().Be(1);
        problem.Octets.Should().Equal([(16, 2)]);
        problem.ToString().Should().Be("frame 1: the stream ends early, at octet 2");
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.110", null)] // JPEG XL
    [InlineData("1.2.840.10008.1.2.1.98", "x")]
    [InlineData("1.2.840.10008.1.2.1.98", "5")]
    [InlineData("1.2.840.10008.1.2.1.99999", null)]
    public void Plan_PixelsThatNothingHereReads_AreNamedAsAWhole(string transferSyntax, string? frames)
    {
        EncapsulatedImage image = new() { TransferSyntax = transferSyntax, Frames = frames, Fragments = [First, Second, Second] };

        CodestreamCleaning cleaning = image.Plan();

        cleaning.Edits.Should().BeEmpty();
        CodestreamProblem problem = cleaning.Problems.Should().ContainSingle().Subject;
        problem.Frame.Should().BeNull();
        problem.Octets.Should().Equal([(0, image.Value.Length)]);
    }

    [Fact]
    public void Plan_NativePixels_AreRefused()
    {
        using DicomObject file = new TestImage().ToFile();

        Action plan = () => CodestreamCleaning.Plan(file, file.Find(Tags.PixelData)!.Value);

        plan.Should().Throw<ArgumentException>();
    }
}
