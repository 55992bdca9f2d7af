using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What C means in the column of an option (PS3.15 E.3): treats the Attributes that the table gives that action.</summary>
internal abstract class ElementCleaner
{
    /// <summary>Cleans an element and everything nested in it.</summary>
    /// <param name="element">The element.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="dummyText">Whether free text gets a dummy value.</param>
    /// <returns>The very element where nothing is to be done, null where it is to be removed.</returns>
    public abstract DataElement? Clean(DataElement element, DataSetScope scope, bool dummyText);

    /// <summary>Whether an element too large to be looked at whole may stay, as far as its kind tells.</summary>
    /// <param name="location">The element, at the top level.</param>
    /// <param name="blocks">The private blocks of the top level.</param>
    public virtual bool MayKeepUnread(in ElementLocation location, PrivateBlocks blocks) => false;
}
