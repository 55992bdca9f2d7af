namespace Dicom.Cms;

/// <summary>The Type of an Attribute in an IOD: must it be there, may it be empty (PS3.5 7.4).</summary>
/// <remarks>The numbers are those of the octets in <see cref="AttributeTypes"/>; strictest first.</remarks>
internal enum AttributeType : byte
{
    /// <summary>1: present, with a value.</summary>
    Type1 = 1,

    /// <summary>1C: with a value when present, and present under a condition.</summary>
    Type1C = 2,

    /// <summary>2: present, possibly empty.</summary>
    Type2 = 3,

    /// <summary>2C: possibly empty, and present under a condition.</summary>
    Type2C = 4,

    /// <summary>3: optional.</summary>
    Type3 = 5,
}
