using System.Text;

namespace GenerateTables;

/// <summary>A storage SOP Class and the IOD it stores.</summary>
internal sealed record SopClass(string Uid, string Name, string Iod);

/// <summary>The strictest Type of each Attribute with a compound action, per IOD (PS3.3 A, PS3.5 7.4).</summary>
internal sealed class AttributeTypesSource
{
    private static readonly string[] Strictness = ["1", "1C", "2", "2C", "3"];

    private readonly Dictionary<(string Iod, uint Tag), string> _types = [];

    /// <summary>Tags for which at least one IOD is known, ascending.</summary>
    public required IReadOnlyList<uint> Tags { get; init; }

    /// <summary>IODs that a SOP Class stores, in ordinal order.</summary>
    public required IReadOnlyList<string> Iods { get; init; }

    public required IReadOnlyList<SopClass> SopClasses { get; init; }

    /// <summary>SOP Classes whose IOD is younger than the Type table.</summary>
    public required IReadOnlyList<SopClass> UnmatchedSopClasses { get; init; }

    public static AttributeTypesSource Load(string typesPath, string sopClassesPath, IReadOnlyList<uint> compoundTags)
    {
        var rows = TabSeparated.Read(typesPath)
            .Select(cell => (
                Tag: ConfidentialitySource.ParseTag(cell("tag"))!.Value,
                Iod: cell("iod"),
                Type: cell("type"),
                Mandatory: cell("module_usage") == "M"))
            .Where(row => compoundTags.Contains(row.Tag))
            .ToList();
        HashSet<string> known = [.. rows.Select(row => row.Iod)];
        List<SopClass> sopClasses =
        [
            .. TabSeparated.Read(sopClassesPath)
                .Select(cell => new SopClass(cell("uid"), cell("name"), Slug(cell("iod"))))
                .OrderBy(sopClass => sopClass.Uid, StringComparer.Ordinal),
        ];
        List<SopClass> matched = [.. sopClasses.Where(sopClass => known.Contains(sopClass.Iod))];
        HashSet<string> iods = [.. matched.Select(sopClass => sopClass.Iod)];
        rows.RemoveAll(row => !iods.Contains(row.Iod));

        AttributeTypesSource source = new()
        {
            Tags = [.. rows.Select(row => row.Tag).Distinct().Order()],
            Iods = [.. iods.Order(StringComparer.Ordinal)],
            SopClasses = matched,
            UnmatchedSopClasses = [.. sopClasses.Where(sopClass => !known.Contains(sopClass.Iod))],
        };
        foreach (var group in rows.GroupBy(row => (row.Iod, row.Tag)))
        {
            // A mandatory Module is always there, so its Type counts; other Modules count when no mandatory one has the Attribute.
            bool mandatory = group.Any(row => row.Mandatory);
            source._types[group.Key] = group.Where(row => row.Mandatory || !mandatory).Select(row => row.Type).MinBy(Rank)!;
        }

        return source;
    }

    /// <summary>0 when the IOD does not have the Attribute, else the value of <c>AttributeType</c>: 1 for Type 1 to 5 for Type 3.</summary>
    public int TypeOf(string iod, uint tag) => _types.TryGetValue((iod, tag), out string? type) ? Rank(type) + 1 : 0;

    private static int Rank(string type)
    {
        int rank = Array.IndexOf(Strictness, type);
        return rank >= 0 ? rank : throw new InvalidDataException($"Not a Type: {type}");
    }

    /// <summary>"X-Ray 3D Angiographic Image" as the Type table spells it: x-ray-3d-angiographic-image.</summary>
    private static string Slug(string name)
    {
        StringBuilder slug = new();
        foreach (char character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
