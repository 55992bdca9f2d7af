namespace Dicom.Cms.Imaging;

/// <summary>A frame of Encapsulated Uncompressed Explicit VR Little Endian (PS3.5 A.4.11): as long as its description says.</summary>
/// <param name="shape">The size of the frame.</param>
internal sealed class UncompressedFrameParser(FrameShape shape) : CodestreamParser
{
    /// <inheritdoc/>
    public override long Parse(CodestreamInput input, CodestreamEdits edits)
    {
        input.Skip(shape.Length);
        return shape.Length;
    }
}
