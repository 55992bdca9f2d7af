using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The options that an object claims by its codes in (0012,0064) (PS3.16 CID 7050).</summary>
internal static class ClaimedOptions
{
    public static ProfileOptions Read(DicomObject file)
    {
        ProfileOptions options = ProfileOptions.None;
        foreach (string code in ReadCodes(file))
        {
            if (ProfileOption.All.FirstOrDefault(option => option.Code == code) is { } option) options |= option.Option;
        }

        // An object that claims both date options is judged by the stricter.
        const ProfileOptions Dates = ProfileOptions.RetainLongitudinalFullDates | ProfileOptions.RetainLongitudinalModifiedDates;
        return (options & Dates) == Dates ? options & ~ProfileOptions.RetainLongitudinalFullDates : options;
    }

    /// <summary>The code values of (0012,0064), in their order.</summary>
    public static IReadOnlyList<string> ReadCodes(DicomObject file)
    {
        if (file.Find(Tags.DeidentificationMethodCodeSequence) is not { Length: < SourceObject.InMemoryLimit } location) return [];
        DataElement sequence = new DataElementReader().ReadElement(file.ReadElement(location), file.Encoding);
        return [.. (sequence.Items ?? [])
            .Select(item => item.Find(Tags.CodeValue))
            .Where(code => code is not null)
            .Select(code => Uids.Parse(code!.Value.Span))];
    }
}
