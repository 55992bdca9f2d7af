using System.Text;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>The envelope reader: Parse, the descriptions, and opening with a key of each kind.</summary>
internal sealed class EnvelopeTarget : FuzzTarget
{
    private static readonly EnvelopePolicy[] s_policies =
    [
        EnvelopePolicy.Default with { MaxPasswordIterations = 8 },
        EnvelopePolicy.Default with { MaxPasswordIterations = 8 },
        EnvelopePolicy.OaepOnly with { MaxPasswordIterations = 8 },
        EnvelopePolicy.Default with { RequireKeyDerivation = true, MaxPasswordIterations = 8 },
    ];

    private readonly StubKeys _keys = new();
    private readonly byte[][] _encodings;
    private readonly BerMutation _mutation;

    public EnvelopeTarget()
    {
        byte[][] texts = [.. SeedFiles.Read(".p7", "envelopes"), .. SeedFiles.ReadShared(".p7", "interop/crafted", "interop/gdcm-made")];
        List<BerNode> trees = [];
        List<byte[]> encodings = [];
        foreach (byte[] text in texts)
        {
            byte[] encoded = FromPem(text);
            encodings.Add(encoded);
            Execute(encoded);
            if (TryParse(encoded) is { } tree) trees.Add(tree);
        }

        _encodings = [.. encodings];
        _mutation = new BerMutation(trees);
        _keys.Freeze();
    }

    public override string Name => "envelope";

    public override int Share => 45;

    public override byte[] CreateInput(FuzzRandom random)
    {
        byte[] bytes = random.OneIn(6) ? random.Pick(_encodings) : _mutation.Next(random);
        if (random.OneIn(4)) bytes = RawMutation.Mutate(bytes, _encodings, random);
        if (random.OneIn(20)) bytes = [.. bytes, 0];
        if (!random.OneIn(16)) return bytes;

        byte[] text = ToPem(bytes, random.Pick<string>(["CMS", "CMS", "CMS", "PKCS7", "DATA", ""]));
        return random.OneIn(2) ? text : RawMutation.Mutate(text, _encodings, random);
    }

    public override string Execute(byte[] input)
    {
        try
        {
            Envelope envelope = Envelope.Parse(input);
            int described = envelope.Recipients.Sum(recipient => recipient.ToString()!.Length) + envelope.ContentEncryption.Name.Length;
            Require(described <= 4096 * 1024, "Descriptions are short.");
            EnvelopePolicy policy = s_policies[Choose(input) % s_policies.Length];
            EnvelopeOpening opening = envelope.OpenAsync(_keys.All, policy).AsTask().GetAwaiter().GetResult();
            Require(opening.IsOpened == (opening.Content is not null), "There is content exactly where it was opened.");
            Require(opening.Reason.Length <= 64 * 1024, "A reason is for people.");
            return opening.Status.ToString();
        }
        catch (EnvelopeFormatException failure)
        {
            return Refused(failure, "malformed");
        }
    }

    private static byte[] FromPem(byte[] text)
    {
        if (!text.AsSpan().StartsWith("-----"u8)) return text;
        string pem = Encoding.ASCII.GetString(text);
        return Convert.FromBase64String(
            string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-')).Select(line => line.Trim('\0', '\r'))));
    }

    private static byte[] ToPem(byte[] bytes, string label) => Encoding.ASCII.GetBytes(
        $"-----BEGIN {label}-----\n{Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)}\n-----END {label}-----\n");

    // Seeds that are broken on purpose are mutated as octets.
    private static BerNode? TryParse(byte[] encoded)
    {
        try
        {
            return BerNode.Parse(encoded);
        }
        catch (System.Formats.Asn1.AsnContentException)
        {
            return null;
        }
    }
}
