using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// One Item of Private Data Element Characteristics Sequence (0008,0300): what is said of one private block (PS3.3 C.12.1).
/// </summary>
internal sealed class PrivateDeclaration
{
    private readonly bool _isWhollySafe;
    private readonly HashSet<ushort> _safe = [];
    private readonly Dictionary<ushort, ConfidentialityAction> _actions = [];
    private readonly Dictionary<ushort, ValueRepresentation> _vrs = [];

    private PrivateDeclaration(ushort group, string creator, SequenceItem item)
    {
        Group = group;
        Creator = creator;
        // UNSAFE, or nothing that we understand: nothing is safe.
        string status = TextOf(item.Find(Tags.BlockIdentifyingInformationStatus));
        _isWhollySafe = status == "SAFE";
        if (status == "MIXED") _safe = [.. NumbersOf(item.Find(Tags.NonidentifyingPrivateElements))];
        foreach (SequenceItem action in ItemsOf(item, Tags.DeidentificationActionSequence)) ReadAction(action);
        foreach (SequenceItem definition in ItemsOf(item, Tags.PrivateDataElementDefinitionSequence)) ReadDefinition(definition);
    }

    /// <summary>The private group.</summary>
    public ushort Group { get; }

    /// <summary>The Private Creator.</summary>
    public string Creator { get; }

    /// <summary>Reads an Item; null when it does not say of which block it speaks.</summary>
    public static PrivateDeclaration? Read(SequenceItem item)
    {
        string creator = TextOf(item.Find(Tags.PrivateCreatorReference));
        return creator.Length == 0 || item.Find(Tags.PrivateGroupReference) is not { Value.Length: 2 } group
            ? null
            : new PrivateDeclaration(BinaryPrimitives.ReadUInt16LittleEndian(group.Value.Span), creator, item);
    }

    /// <summary>What is said of an Attribute, by the last octet of its tag. An action weighs more than a word that it is safe.</summary>
    public ConfidentialityAction? ActionOf(byte element)
    {
        if (_actions.TryGetValue(element, out ConfidentialityAction action)) return action;
        return _isWhollySafe || _safe.Contains(element) ? ConfidentialityAction.Keep : null;
    }

    /// <summary>The VR of an Attribute; null where it is not said, or PS3.5 does not know it.</summary>
    public ValueRepresentation? VrOf(byte element) => _vrs.GetValueOrDefault(element);

    private void ReadAction(SequenceItem item)
    {
        ConfidentialityAction action = TextOf(item.Find(Tags.DeidentificationAction)) switch
        {
            "D" => ConfidentialityAction.Dummy,
            "Z" => ConfidentialityAction.Zero,
            "U" => ConfidentialityAction.ReplaceUid,
            _ => ConfidentialityAction.Remove, // X, or nothing that we understand of what is said to identify
        };
        foreach (ushort element in NumbersOf(item.Find(Tags.IdentifyingPrivateElements)))
        {
            _actions[element] = !_actions.TryGetValue(element, out ConfidentialityAction other) || other == action
                ? action
                : ConfidentialityAction.Remove;
        }
    }

    private void ReadDefinition(SequenceItem item)
    {
        string name = TextOf(item.Find(Tags.PrivateDataElementValueRepresentation));
        if (name.Length != 2 || ValueRepresentation.Find((ushort)((name[0] << 8) | name[1])) is not { } vr) return;
        foreach (ushort element in NumbersOf(item.Find(Tags.PrivateDataElement))) _vrs.TryAdd(element, vr);
    }

    private static IReadOnlyList<SequenceItem> ItemsOf(SequenceItem item, Tag tag) => item.Find(tag)?.Items ?? [];

    private static string TextOf(DataElement? element) =>
        element is null ? "" : Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ');

    private static IEnumerable<ushort> NumbersOf(DataElement? element)
    {
        ReadOnlyMemory<byte> value = element?.Value ?? default;
        for (int at = 0; at + 2 <= value.Length; at += 2) yield return BinaryPrimitives.ReadUInt16LittleEndian(value.Span[at..]);
    }
}
