using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// Grafts, mixes and swaps Items, records and clear parts of genuine objects, and adds forged Items: what a stranger can do who may write
/// for every recipient. As long as the genuine Items are there, whatever is handed over as bound is what they say.
/// </summary>
internal sealed class GraftTarget : FuzzTarget
{
    private const uint ModifiedAttributes = 0x0400_0550, FullId = 0x0401_1020, ContentDigest = 0x0401_10FF;

    private static readonly Dictionary<bool, EnvelopeWriter[]> s_writers = new()
    {
        [true] = [.. Suites.Select(suite => new EnvelopeWriter(suite, [GraftKeys.Archive]))],
        [false] = [.. Suites.Select(suite => new EnvelopeWriter(suite, [GraftKeys.Trial]))],
    };

    private readonly GraftBase[] _bases = [.. SeedFiles.Read(".dcm", "graft").Select(GraftBase.Read)];

    private static EnvelopeSuite[] Suites => [EnvelopeSuite.Authenticated, EnvelopeSuite.Oaep];

    public override string Name => "graft";

    public override int Share => 4;

    public override int Passes => 6;

    public override byte[] CreateInput(FuzzRandom random)
    {
        GraftBase genuine = random.Pick(_bases);
        List<ElementNode> elements = genuine.Object.CloneElements();
        List<ItemNode> items = [.. genuine.Items.Select(item => item.Clone())];
        for (int count = 1 + (random.OneIn(2) ? 0 : random.Next(3)); count > 0; count--)
        {
            switch (random.Next(6))
            {
                case 0:
                    items.Insert(random.Next(items.Count + 1), random.Pick(OfSameEncoding(genuine, random).Items).Clone());
                    break;
                case 1 or 2 or 3:
                    items.Insert(random.Next(items.Count + 1), Forge(genuine, random));
                    break;
                default:
                    Alter(elements, OfSameEncoding(genuine, random), random);
                    break;
            }
        }

        if (random.OneIn(4)) items.Reverse();
        elements.RemoveAll(element => element.Tag == GraftBase.EncryptedAttributesSequence);
        ElementNode sequence = genuine.Object.Elements.Find(element => element.Tag == GraftBase.EncryptedAttributesSequence)!.Clone();
        sequence.Items = items;
        elements.Add(sequence);
        elements.Sort((left, right) => left.Tag.CompareTo(right.Tag));
        return genuine.Object.Encode(elements);
    }

    public override string Execute(byte[] input)
    {
        uint choice = Choose(input);
        bool isArchive = choice % 2 == 0;
        RecipientKey[] keys = choice % 10 < 8 ? [isArchive ? GraftKeys.ArchiveKey : GraftKeys.TrialKey]
            : [GraftKeys.TrialKey, GraftKeys.ArchiveKey];
        isArchive |= keys.Length > 1;
        RecoveryPolicy policy = (choice / 16 % 4) switch
        {
            0 => RecoveryPolicy.Default with { AcceptAltered = true },
            1 => RecoveryPolicy.Default with { AcceptMismatchedBinding = true },
            _ => RecoveryPolicy.Default,
        };
        RecoveryMode mode = choice / 64 % 3 == 0 ? RecoveryMode.Standard : RecoveryMode.Best;
        try
        {
            using MemoryStream output = new();
            RecoveryResult result = Reidentifier.WithKeys(keys).With(policy).InMode(mode).Recover(new MemoryStream(input), output);
            Judge(input, output.ToArray(), result, isArchive);
            return result.Outcome.ToString();
        }
        catch (Exception failure) when (failure is DicomFormatException or EnvelopeFormatException or RecoveryException)
        {
            return Refused(failure, failure is RecoveryException { Failure: var kind } ? kind.ToString() : "malformed");
        }
    }

    private void Judge(byte[] input, byte[] output, RecoveryResult result, bool isArchive)
    {
        HashSet<string> contents = [.. (DataSetSeed.TryRead(input)?.Elements
            .Find(element => element.Tag == GraftBase.EncryptedAttributesSequence)?.Items ?? []).Select(GraftBase.ContentOf)];
        GraftBase[] genuine = [.. _bases.Where(candidate => candidate.IsWholeIn(contents))];
        if (genuine.Length == 0) return;
        Require(result.Binding != RecoveryBinding.NoRecord, "A genuine Item is never passed over for a foreign one.");
        bool holds = result.IsOriginal
            ? genuine.Any(candidate => output.AsSpan().SequenceEqual(candidate.Original))
            : genuine.Any(candidate => IsGenuine(
                GraftBase.ElementsOf(output),
                result.Outcome == RecoveryOutcome.Restored ? GraftBase.ElementsOf(candidate.Original) : candidate.Standard[isArchive],
                result));
        Require(holds, "What is handed over is what the genuine Items say, and every other difference is named.");
    }

    private static bool IsGenuine(
        IReadOnlyDictionary<uint, string> output, IReadOnlyDictionary<uint, string> expected, RecoveryResult result)
    {
        // Of what is restored only the pixels come from the object: the Item has all else.
        HashSet<uint> named =
        [
            .. result.AlteredAttributes.Select(tag => tag.Value)
                .Where(tag => result.Outcome != RecoveryOutcome.Restored || tag == 0x7FE0_0010),
        ];
        HashSet<uint> recovered = [.. result.RecoveredAttributes.Select(tag => tag.Value)];
        foreach (uint tag in output.Keys.Union(expected.Keys))
        {
            bool isCompared = recovered.Contains(tag) || !(named.Contains(tag) || tag == GraftBase.EncryptedAttributesSequence);
            if (isCompared && output.GetValueOrDefault(tag) != expected.GetValueOrDefault(tag)) return false;
        }

        return true;
    }

    private GraftBase OfSameEncoding(GraftBase genuine, FuzzRandom random) =>
        random.Pick<GraftBase>([.. _bases.Where(other => other.Object.Encoding == genuine.Object.Encoding)]);

    /// <summary>
    /// An Item out of pieces of genuine plaintexts and of a stranger's values, sealed for one of the recipients. The plaintext of the Item
    /// with everything is known to nobody who would forge: its recipients can rewrite it anyway.
    /// </summary>
    private ItemNode Forge(GraftBase genuine, FuzzRandom random)
    {
        IReadOnlyList<ElementNode>[] known =
        [
            .. _bases.SelectMany(other => other.Plaintexts.Where(
                plaintext => other != genuine || plaintext.All(element => element.Tag != FullId))),
        ];
        List<ElementNode> plaintext = [.. random.Pick<IReadOnlyList<ElementNode>>(known).Select(element => element.Clone())];
        for (int count = random.Next(4); count > 0; count--)
        {
            ElementNode taken = random.Pick(random.Pick<IReadOnlyList<ElementNode>>(known)).Clone();
            switch (random.Next(4))
            {
                case 0:
                    plaintext.RemoveAll(element => element.Tag == taken.Tag);
                    break;
                case 1:
                    plaintext.RemoveAll(element => element.Tag != ModifiedAttributes && random.OneIn(3));
                    break;
                case 2:
                    Stranger(plaintext.Find(element => element.Tag == ModifiedAttributes), random);
                    break;
                default:
                    plaintext.RemoveAll(element => element.Tag == taken.Tag);
                    plaintext.Add(taken);
                    break;
            }
        }

        plaintext.Sort((left, right) => left.Tag.CompareTo(right.Tag));
        byte[] content = random.Pick<EnvelopeWriter>(s_writers[random.OneIn(2)]).Write(Digested(plaintext, random));
        ItemNode item = random.Pick(random.Pick(_bases).Items).Clone();
        ElementNode encrypted = item.Elements.Find(element => element.Tag == GraftBase.EncryptedContent)!;
        encrypted.Value = content.Length % 2 == 0 ? content : [.. content, 0];
        return item;
    }

    /// <summary>The plaintext with its digest put right, nearly always: a stranger can compute that.</summary>
    private static byte[] Digested(List<ElementNode> plaintext, FuzzRandom random)
    {
        if (plaintext.Find(element => element.Tag == ContentDigest) is not { } digest || random.OneIn(8))
            return ElementNodeWriter.Write(plaintext, DataSetEncoding.ExplicitLittleEndian);
        plaintext.Remove(digest);
        byte[] before = ElementNodeWriter.Write(plaintext, DataSetEncoding.ExplicitLittleEndian);
        digest.Value = [.. SHA256.HashData(before), 0, 2];
        return [.. before, .. ElementNodeWriter.Write([digest], DataSetEncoding.ExplicitLittleEndian)];
    }

    private static void Stranger(ElementNode? modified, FuzzRandom random)
    {
        if (modified?.Items is not [ItemNode attributes, ..]) return;
        uint tag = random.Pick<uint>([0x0010_0010, 0x0010_0030, 0x0010_2000, 0x0020_0062, 0x0028_1053, 0x7FE0_0010]);
        attributes.Elements.RemoveAll(element => element.Tag == tag);
        attributes.Elements.Add(new ElementNode(tag, tag == 0x7FE0_0010 ? "OW" : "LO", [.. "STRANGER"u8]));
        attributes.Elements.Sort((left, right) => left.Tag.CompareTo(right.Tag));
    }

    private static void Alter(List<ElementNode> elements, GraftBase other, FuzzRandom random)
    {
        ElementNode taken = random.Pick(other.Object.Elements).Clone();
        if (taken.Tag == GraftBase.EncryptedAttributesSequence) return;
        switch (random.Next(4))
        {
            case 0:
                elements.RemoveAll(element => element.Tag == taken.Tag);
                break;
            case 1 when taken.Value.Length > 0:
                taken.Value = [.. taken.Value]; // A clone shares its octets.
                taken.Value[random.Next(taken.Value.Length)] ^= (byte)(1 << random.Next(8));
                goto default;
            case 2:
                elements.Add(new ElementNode(
                    random.Pick<uint>([0x0008_0054, 0x0009_0010, 0x0010_2000, 0x0020_4000, 0x0054_1000]), "LO", [.. "STRANGER"u8]));
                break;
            default:
                if (!random.OneIn(8)) elements.RemoveAll(element => element.Tag == taken.Tag);
                elements.Add(taken);
                break;
        }
    }
}
