using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>A fragment: an Item of encapsulated Pixel Data (PS3.5 A.4).</summary>
/// <param name="Offset">Where its Item Tag stands, in octets of the value.</param>
/// <param name="Length">Octets behind the Item Length.</param>
internal readonly record struct Fragment(long Offset, uint Length)
{
    /// <summary>Octets of Item Tag and Item Length.</summary>
    public const int HeaderLength = 8;

    /// <summary>Where its octets start, in octets of the value.</summary>
    public long ContentOffset => Offset + HeaderLength;

    /// <summary>One past its last octet.</summary>
    public long End => ContentOffset + Length;
}

/// <summary>The fragments of encapsulated Pixel Data, as they stand (PS3.5 A.4, Table A.4-1).</summary>
/// <param name="Table">The first Item, which is the Basic Offset Table.</param>
/// <param name="Fragments">The others, in their order.</param>
/// <param name="End">Where the Sequence Delimitation Item stands, in octets of the value.</param>
/// <param name="HasDelimitationLength">Whether that has a length other than 0, which means nothing.</param>
internal sealed record EncapsulatedFragments(Fragment Table, IReadOnlyList<Fragment> Fragments, long End, bool HasDelimitationLength)
{
    private const uint Item = 0xE000FFFE, Delimitation = 0xE0DDFFFE;

    /// <summary>Finds the fragments. Reads their headers.</summary>
    /// <param name="source">What holds the data set.</param>
    /// <param name="pixels">The element.</param>
    /// <returns>Null where the value is not one Item after the other.</returns>
    public static EncapsulatedFragments? TryRead(ByteSource source, in ElementLocation pixels)
    {
        using CodestreamInput input = new(source, [(pixels.ValueOffset, pixels.ValueLength)]);
        List<Fragment> fragments = [];
        while (input.Remaining >= Fragment.HeaderLength)
        {
            long offset = input.Position;
            ReadOnlySpan<byte> header = input.Read(Fragment.HeaderLength);
            uint tag = BinaryPrimitives.ReadUInt32LittleEndian(header), length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (tag == Delimitation && fragments.Count > 0 && input.Remaining == 0)
                return new EncapsulatedFragments(fragments[0], fragments[1..], offset, length != 0);
            if (tag != Item || length > input.Remaining) return null;
            fragments.Add(new Fragment(offset, length));
            input.Skip(length);
        }

        return null;
    }
}
