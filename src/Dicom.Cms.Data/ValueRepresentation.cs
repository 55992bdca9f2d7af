namespace Dicom.Cms.Data;

/// <summary>A Value Representation: how the bytes of a value are to be read (PS3.5 6.2). A closed set.</summary>
public sealed class ValueRepresentation
{
    private static readonly ValueRepresentation?[] ByCode = new ValueRepresentation?[26 * 26];

    private ValueRepresentation(string name, bool hasLongLength, int unit, bool isText)
    {
        Name = name;
        Code = (ushort)((name[0] << 8) | name[1]);
        HasLongLength = hasLongLength;
        UnitLength = unit;
        IsText = isText;
        ByCode[IndexOf(Code)] = this;
    }

    /// <summary>Application Entity.</summary>
    public static ValueRepresentation AE { get; } = Short("AE");

    /// <summary>Age String.</summary>
    public static ValueRepresentation AS { get; } = Short("AS");

    /// <summary>Attribute Tag.</summary>
    public static ValueRepresentation AT { get; } = Short("AT", 2);

    /// <summary>Code String.</summary>
    public static ValueRepresentation CS { get; } = Short("CS");

    /// <summary>Date.</summary>
    public static ValueRepresentation DA { get; } = Short("DA");

    /// <summary>Decimal String.</summary>
    public static ValueRepresentation DS { get; } = Short("DS");

    /// <summary>Date Time.</summary>
    public static ValueRepresentation DT { get; } = Short("DT");

    /// <summary>Floating Point Single.</summary>
    public static ValueRepresentation FL { get; } = Short("FL", 4);

    /// <summary>Floating Point Double.</summary>
    public static ValueRepresentation FD { get; } = Short("FD", 8);

    /// <summary>Integer String.</summary>
    public static ValueRepresentation IS { get; } = Short("IS");

    /// <summary>Long String.</summary>
    public static ValueRepresentation LO { get; } = Short("LO");

    /// <summary>Long Text.</summary>
    public static ValueRepresentation LT { get; } = Short("LT");

    /// <summary>Other Byte.</summary>
    public static ValueRepresentation OB { get; } = Long("OB", 1);

    /// <summary>Other Double.</summary>
    public static ValueRepresentation OD { get; } = Long("OD", 8);

    /// <summary>Other Float.</summary>
    public static ValueRepresentation OF { get; } = Long("OF", 4);

    /// <summary>Other Long.</summary>
    public static ValueRepresentation OL { get; } = Long("OL", 4);

    /// <summary>Other 64-bit Very Long.</summary>
    public static ValueRepresentation OV { get; } = Long("OV", 8);

    /// <summary>Other Word.</summary>
    public static ValueRepresentation OW { get; } = Long("OW", 2);

    /// <summary>Person Name.</summary>
    public static ValueRepresentation PN { get; } = Short("PN");

    /// <summary>Short String.</summary>
    public static ValueRepresentation SH { get; } = Short("SH");

    /// <summary>Signed Long.</summary>
    public static ValueRepresentation SL { get; } = Short("SL", 4);

    /// <summary>Sequence of Items.</summary>
    public static ValueRepresentation SQ { get; } = Long("SQ", 1);

    /// <summary>Signed Short.</summary>
    public static ValueRepresentation SS { get; } = Short("SS", 2);

    /// <summary>Short Text.</summary>
    public static ValueRepresentation ST { get; } = Short("ST");

    /// <summary>Signed 64-bit Very Long.</summary>
    public static ValueRepresentation SV { get; } = Long("SV", 8);

    /// <summary>Time.</summary>
    public static ValueRepresentation TM { get; } = Short("TM");

    /// <summary>Unlimited Characters.</summary>
    public static ValueRepresentation UC { get; } = Long("UC", 1, isText: true);

    /// <summary>Unique Identifier.</summary>
    public static ValueRepresentation UI { get; } = Short("UI");

    /// <summary>Unsigned Long.</summary>
    public static ValueRepresentation UL { get; } = Short("UL", 4);

    /// <summary>Unknown.</summary>
    public static ValueRepresentation UN { get; } = Long("UN", 1);

    /// <summary>Universal Resource Identifier.</summary>
    public static ValueRepresentation UR { get; } = Long("UR", 1, isText: true);

    /// <summary>Unsigned Short.</summary>
    public static ValueRepresentation US { get; } = Short("US", 2);

    /// <summary>Unlimited Text.</summary>
    public static ValueRepresentation UT { get; } = Long("UT", 1, isText: true);

    /// <summary>Unsigned 64-bit Very Long.</summary>
    public static ValueRepresentation UV { get; } = Long("UV", 8);

    /// <summary>The two letters of PS3.5 6.2.</summary>
    public string Name { get; }

    /// <summary>The two letters as they stand in a file, first letter in the high octet.</summary>
    public ushort Code { get; }

    /// <summary>Whether two reserved octets and a length of 32 bits follow the VR (PS3.5 7.1.2).</summary>
    public bool HasLongLength { get; }

    /// <summary>Octets of the unit whose order depends on the byte ordering: 1, 2, 4 or 8 (PS3.5 7.3).</summary>
    public int UnitLength { get; }

    /// <summary>Whether values are character strings.</summary>
    public bool IsText { get; }

    /// <summary>The octet that pads a value to even length (PS3.5 6.2): space for text, 00 for UI and binary.</summary>
    public byte PaddingOctet => IsText && !ReferenceEquals(this, UI) ? (byte)' ' : (byte)0;

    /// <summary>Finds the VR with the given code.</summary>
    /// <returns>The VR, or null where PS3.5 knows none.</returns>
    public static ValueRepresentation? Find(ushort code)
    {
        uint first = (uint)(code >> 8) - 'A', second = (uint)(code & 0xFF) - 'A';
        return first < 26 && second < 26 ? ByCode[(first * 26) + second] : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int IndexOf(ushort code) => (((code >> 8) - 'A') * 26) + (code & 0xFF) - 'A';

    private static ValueRepresentation Short(string name, int unit = 1) =>
        new(name, hasLongLength: false, unit, isText: unit == 1);

    private static ValueRepresentation Long(string name, int unit, bool isText = false) =>
        new(name, hasLongLength: true, unit, isText);
}
