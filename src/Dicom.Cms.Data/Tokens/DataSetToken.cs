namespace Dicom.Cms.Data;

/// <summary>What a <see cref="DataSetTokenizer"/> stands on (PS3.5 7.5).</summary>
internal enum DataSetToken
{
    /// <summary>Before the first token.</summary>
    None,

    /// <summary>An element of defined length, its value not read.</summary>
    Element,

    /// <summary>An element of undefined length: Items or fragments follow.</summary>
    SequenceStart,

    /// <summary>An Item, (FFFE,E000).</summary>
    ItemStart,

    /// <summary>The end of an Item, by its length or by (FFFE,E00D).</summary>
    ItemEnd,

    /// <summary>The end of a sequence, by its length or by (FFFE,E0DD).</summary>
    SequenceEnd,

    /// <summary>The end of what was to be read.</summary>
    End,

    /// <summary>The bytes are not a data set: <see cref="DataSetTokenizer.Error"/> says why.</summary>
    Malformed,
}
