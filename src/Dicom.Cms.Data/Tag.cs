namespace Dicom.Cms.Data;

/// <summary>The Tag of a Data Element: group number in the high 16 bits, element number in the low 16 (PS3.5 7.1.1).</summary>
/// <param name="Value">Group and element as one number: 0x00100010 is (0010,0010).</param>
public readonly record struct Tag(uint Value);
