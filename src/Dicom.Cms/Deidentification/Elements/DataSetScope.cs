namespace Dicom.Cms;

/// <summary>The data set or Item in which an element stands.</summary>
/// <param name="IsNested">Whether it is an Item.</param>
/// <param name="Blocks">The private blocks that it reserves.</param>
internal sealed record DataSetScope(bool IsNested, PrivateBlocks Blocks);
