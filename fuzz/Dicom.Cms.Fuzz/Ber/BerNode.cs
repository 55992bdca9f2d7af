using System.Formats.Asn1;

namespace Dicom.Cms.Fuzz;

/// <summary>How the length octets of a TLV are written (X.690 8.1.3).</summary>
internal enum LengthForm
{
    /// <summary>As short as it can be.</summary>
    Shortest,

    /// <summary>In four octets more.</summary>
    Long,

    /// <summary>80, and end-of-contents behind.</summary>
    Indefinite,

    /// <summary>80, and nothing behind.</summary>
    Unended,

    /// <summary>A length that is not true: <see cref="BerNode.Lie"/>.</summary>
    Lie,
}

/// <summary>A TLV as a tree, in which everything can be wrong.</summary>
internal sealed class BerNode(byte[] identifier, byte[] content, List<BerNode>? children)
{
    public byte[] Identifier { get; set; } = identifier;

    /// <summary>The contents of a primitive TLV.</summary>
    public byte[] Content { get; set; } = content;

    /// <summary>The TLVs of a constructed one; null of a primitive one.</summary>
    public List<BerNode>? Children { get; set; } = children;

    public LengthForm Form { get; set; }

    /// <summary>The length octets of <see cref="LengthForm.Lie"/>.</summary>
    public byte[] Lie { get; set; } = [];

    public int Tag => Identifier[0];

    /// <summary>Takes well-formed BER apart.</summary>
    public static BerNode Parse(ReadOnlySpan<byte> encoded)
    {
        Asn1Tag tag = AsnDecoder.ReadEncodedValue(encoded, AsnEncodingRules.BER, out int offset, out int length, out _);
        Asn1Tag.Decode(encoded, out int identifierLength);
        byte[] identifier = encoded[..identifierLength].ToArray();
        ReadOnlySpan<byte> content = encoded.Slice(offset, length);
        LengthForm form = encoded[identifierLength] == 0x80 ? LengthForm.Indefinite : LengthForm.Shortest;
        if (!tag.IsConstructed) return new BerNode(identifier, content.ToArray(), null);

        List<BerNode> children = [];
        while (!content.IsEmpty)
        {
            AsnDecoder.ReadEncodedValue(content, AsnEncodingRules.BER, out _, out _, out int consumed);
            children.Add(Parse(content[..consumed]));
            content = content[consumed..];
        }

        return new BerNode(identifier, [], children) { Form = form };
    }

    public BerNode Clone() =>
        new([.. Identifier], Content, Children?.ConvertAll(child => child.Clone())) { Form = Form, Lie = Lie };

    public void AddTo(List<BerNode> nodes)
    {
        nodes.Add(this);
        if (Children is null) return;
        foreach (BerNode child in Children) child.AddTo(nodes);
    }

    public byte[] Encode()
    {
        List<byte> target = new(1024);
        Write(target);
        return [.. target];
    }

    private void Write(List<byte> target)
    {
        int length = ContentLength();
        target.AddRange(Identifier);
        WriteLength(target, length);
        if (Children is null) target.AddRange(Content);
        else foreach (BerNode child in Children) child.Write(target);
        if (Form == LengthForm.Indefinite) target.AddRange([0, 0]);
    }

    private int ContentLength() => Children is null ? Content.Length : Children.Sum(child => child.EncodedLength());

    private int EncodedLength()
    {
        int length = ContentLength();
        return Identifier.Length + LengthOctets(length) + length + (Form == LengthForm.Indefinite ? 2 : 0);
    }

    private int LengthOctets(int length) => Form switch
    {
        LengthForm.Long => 5,
        LengthForm.Indefinite or LengthForm.Unended => 1,
        LengthForm.Lie => Lie.Length,
        _ => length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x1_0000 ? 3 : length < 0x100_0000 ? 4 : 5,
    };

    private void WriteLength(List<byte> target, int length)
    {
        switch (Form)
        {
            case LengthForm.Indefinite or LengthForm.Unended:
                target.Add(0x80);
                return;
            case LengthForm.Lie:
                target.AddRange(Lie);
                return;
        }

        int octets = LengthOctets(length);
        if (octets == 1)
        {
            target.Add((byte)length);
            return;
        }

        target.Add((byte)(0x80 | (octets - 1)));
        for (int shift = (octets - 2) * 8; shift >= 0; shift -= 8) target.Add((byte)(length >> shift));
    }
}
