using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>Actions with alternatives go by the Type of the Attribute in the IOD (PS3.15 Table E.1-1a).</summary>
public sealed class ActionResolverTests
{
    private static readonly string[] SopClasses =
    [
        "", "1.2.3", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.7",
        "1.2.840.10008.5.1.4.1.1.88.33", "1.2.840.10008.5.1.4.1.1.481.3", "1.2.840.10008.5.1.4.1.1.128", "1.2.840.10008.5.1.4.1.1.20",
        "1.2.840.10008.5.1.4.1.1.104.1", "1.2.840.10008.5.1.4.1.1.481.5", "1.2.840.10008.5.1.4.1.1.2.1",
    ];

    [Fact]
    public void Resolve_CompoundRows_LeavesWhatTheTypeAsksFor()
    {
        int resolved = 0, typed = 0;
        foreach (string sopClass in SopClasses)
        {
            ActionResolver resolver = new(ConfidentialityProfile.Basic, sopClass);
            foreach (uint value in ConfidentialityTable.TagTable)
            {
                Tag tag = new(value);
                ConfidentialityAction row = ConfidentialityTable.Find(tag)!.Value;
                AttributeType? type = AttributeTypes.Find(sopClass, tag);
                ConfidentialityAction top = resolver.Resolve(tag, isNested: false)!.Value,
                    nested = resolver.Resolve(tag, isNested: true)!.Value;
                foreach (ConfidentialityAction action in new[] { top, nested })
                {
                    action.Should().BeOneOf(Alternatives(row), $"{tag} is {row}");
                }

                nested.Should().Be(new ActionResolver(ConfidentialityProfile.Basic, "").Resolve(tag, isNested: false),
                    "the Type of a nested Attribute is not known");
                if (row < ConfidentialityAction.RemoveOrZero) continue;
                resolved++;
                if (type is null) continue;
                typed++;
                if (type is AttributeType.Type1 or AttributeType.Type1C or AttributeType.Type2 or AttributeType.Type2C)
                    top.Should().NotBe(ConfidentialityAction.Remove, $"{tag} is {type} in {sopClass}");
                bool mayHaveValue = Alternatives(row)
                    .Any(action => action is ConfidentialityAction.Dummy or ConfidentialityAction.ReplaceUid);
                if (type is AttributeType.Type1 && mayHaveValue)
                    top.Should().NotBe(ConfidentialityAction.Zero, $"{tag} is Type 1 in {sopClass}");
            }
        }

        resolved.Should().Be(SopClasses.Length * 50);
        typed.Should().BeGreaterThan(50);
    }

    [Fact]
    public void Resolve_NoRow_IsNull() =>
        new ActionResolver(ConfidentialityProfile.Basic, "").Resolve(Tags.Rows, isNested: false).Should().BeNull();

    // What Table E.1-1a allows each code; Z is "a zero length value, or a non-zero length dummy value".
    private static ConfidentialityAction[] Alternatives(ConfidentialityAction row) => row switch
    {
        ConfidentialityAction.RemoveOrZero => [ConfidentialityAction.Remove, ConfidentialityAction.Zero, ConfidentialityAction.Dummy],
        ConfidentialityAction.RemoveOrDummy => [ConfidentialityAction.Remove, ConfidentialityAction.Dummy],
        ConfidentialityAction.ZeroOrDummy => [ConfidentialityAction.Zero, ConfidentialityAction.Dummy],
        ConfidentialityAction.RemoveOrZeroOrDummy =>
            [ConfidentialityAction.Remove, ConfidentialityAction.Zero, ConfidentialityAction.Dummy],
        ConfidentialityAction.RemoveOrZeroOrReplaceUid =>
            [ConfidentialityAction.Remove, ConfidentialityAction.Zero, ConfidentialityAction.ReplaceUid],
        _ => [row],
    };
}
