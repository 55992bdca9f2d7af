using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Each row of PS3.15 Table E.1-1 with an exact tag, on an object that has the Attribute with a value.</summary>
public sealed class ConfidentialityRowTests : IDisposable
{
    private const uint KeptSequence = 0x0054_0220; // View Code Sequence: no row

    private readonly LearnedKeyService _keys = new();

    public static TheoryData<WireEncoding> Encodings =>
        [WireEncoding.ImplicitLittleEndian, WireEncoding.ExplicitLittleEndian, WireEncoding.ExplicitBigEndian];

    public void Dispose() => _keys.Dispose();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_EachRowAtTopLevel_HonoursItsAction(WireEncoding encoding) => ForEachRow((tag, action) =>
    {
        ProtectedObject output = ProtectedObject.Of(ObjectWith(encoding, bytes => AddAttribute(bytes, tag)));

        RequireAction(output, action, output.Find(tag.Value), tag);
    });

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_EachRowInAKeptSequence_HonoursItsAction(WireEncoding encoding) => ForEachRow((tag, action) =>
    {
        ProtectedObject output = ProtectedObject.Of(
            ObjectWith(encoding, bytes => bytes.Sequence(KeptSequence, item => AddAttribute(item, tag))));

        output.Find(KeptSequence)!.Items.Should().ContainSingle("the sequence itself stays");
        RequireAction(output, action, output.Find(KeptSequence, tag.Value), tag);
    });

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_EachRow_EncryptsTheTopLevelAttributeAndGivesItBack(WireEncoding encoding)
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected)
            .For(_keys.Recipient).Build();
        Reidentifier reidentifier = Reidentifier.WithKeys(_keys.PrivateKey);
        ForEachRow((tag, action) =>
        {
            byte[] nested = ObjectWith(encoding, bytes => bytes.Sequence(KeptSequence, item => AddAttribute(item, tag)));
            byte[] top = ObjectWith(encoding, bytes => AddAttribute(bytes, tag));
            foreach ((byte[] bytes, Tag expected) in new[] { (nested, new Tag(KeptSequence)), (top, tag) })
            {
                using MemoryStream input = new(bytes), output = new(), recovered = new();
                ProtectionResult result = deidentifier.Protect(input, output);
                output.Position = 0;
                RecoveryResult back = reidentifier.Recover(output, recovered);

                result.ProtectedAttributes.Should().Contain(expected, "PS3.15 E.1.1 step 5");
                back.RecoveredAttributes.Should().Contain(expected);
                recovered.ToArray().AsSpan().SequenceEqual(bytes).Should().BeTrue("the original comes back");
            }
        });
    }

    private static void ForEachRow(Action<Tag, ConfidentialityAction> check)
    {
        ConfidentialityTable.Find(new Tag(KeptSequence)).Should().BeNull();
        List<string> failures = [];
        for (int row = 0; row < ConfidentialityTable.TagTable.Length; row++)
        {
            Tag tag = new(ConfidentialityTable.TagTable[row]);
            if (tag.Group is 0x0000 or 0x0002) continue; // Commands and File Meta Information are no part of a data set.
            try
            {
                check(tag, tag.Group < 0x0008
                    ? ConfidentialityAction.Remove
                    : (ConfidentialityAction)ConfidentialityTable.BasicProfile[row]);
            }
            catch (Exception failure)
            {
                failures.Add($"{tag} {(ConfidentialityAction)ConfidentialityTable.BasicProfile[row]}: {failure.Message}");
            }
        }

        failures.Should().BeEmpty();
    }

    private static void RequireAction(ProtectedObject output, ConfidentialityAction action, DataElement? element, Tag tag)
    {
        ValueRepresentation vr = VrOf(tag);
        bool isSequence = vr == ValueRepresentation.SQ;
        bool isAbsent = element is null, isEmpty = element is { Value.IsEmpty: true } and not { Items.Count: > 0 };
        bool isDummy = !isAbsent && !isEmpty && (isSequence
            || (ValueExamples.IsLegal(vr, element!.Value.Span) && !element.Value.Span.SequenceEqual(ValueExamples.Original(vr))));
        bool isReplaced = !isAbsent && (isSequence
            ? element!.Items is [SequenceItem first, ..] && first.Find(Tags.ReferencedSOPInstanceUID) is { } reference
                && reference.Value.Span.StartsWith("2.25."u8)
            : vr == ValueRepresentation.UI && element!.Value.Span.StartsWith("2.25."u8) && ValueExamples.IsLegal(vr, element.Value.Span));
        bool isHonoured = action switch
        {
            ConfidentialityAction.Remove => isAbsent,
            ConfidentialityAction.Zero => isEmpty || isDummy,
            ConfidentialityAction.Dummy => isDummy,
            ConfidentialityAction.ReplaceUid => isReplaced,
            ConfidentialityAction.RemoveOrZero => isAbsent || isEmpty || isDummy,
            ConfidentialityAction.RemoveOrDummy => isAbsent || isDummy,
            ConfidentialityAction.ZeroOrDummy => isEmpty || isDummy,
            ConfidentialityAction.RemoveOrZeroOrDummy => isAbsent || isEmpty || isDummy,
            ConfidentialityAction.RemoveOrZeroOrReplaceUid => isAbsent || isEmpty || isReplaced,
            _ => isSequence && !isAbsent, // K
        };

        isHonoured.Should().BeTrue($"it is {(isAbsent ? "absent" : isEmpty ? "empty" : element!.ToString())}");
        output.Holds("Nested^Person").Should().BeFalse("no name is left at any depth");
        output.Holds("1.3.6.1.4.1.99999.77").Should().BeFalse("no UID is left at any depth");
        if (!isSequence && ValueExamples.Original(vr).Length >= 8)
            output.Holds(ValueExamples.Original(vr)).Should().BeFalse("its value is gone");
    }

    private static byte[] ObjectWith(WireEncoding encoding, Action<DicomBytes> add)
    {
        DicomBytes bytes = DicomBytes.In(encoding);
        add(bytes);
        return bytes.ToFile();
    }

    private static void AddAttribute(DicomBytes bytes, Tag tag)
    {
        ValueRepresentation vr = VrOf(tag);
        if (vr == ValueRepresentation.SQ)
        {
            bytes.Sequence(tag.Value, item =>
                item.Text(0x0008_1155, "UI", "1.3.6.1.4.1.99999.77.1").Text(0x0010_0010, "PN", "Nested^Person"));
        }
        else
        {
            bytes.Bytes(tag.Value, vr.Name, ValueExamples.Original(vr));
        }
    }

    private static ValueRepresentation VrOf(Tag tag) => DataDictionary.VrOf(tag) ?? ValueRepresentation.UN;
}
