using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Decides what goes where, in one pass over the headers of the source (PS3.15 E.1.1).</summary>
internal sealed partial class ProtectionPlanner
{
    private readonly ProtectionOptions _options;
    private readonly Pseudonyms _pseudonyms;
    private readonly SourceObject _source;
    private readonly ElementDeidentifier _deidentifier;
    private readonly IdentifyingValues _identifying;
    private readonly PrivateBlocks _privateBlocks;
    private readonly HashSet<Tag> _repeated;
    private readonly HashSet<ushort> _overlaysToRemove;
    private readonly HashSet<long> _largeWithActions;
    private readonly Dictionary<Tag, WrittenElement> _written = [];
    private readonly AttributeSet[] _subsets;
    private readonly CleanedPixels? _pixels;
    private readonly List<Warning> _warnings = [];

    private ProtectionPlanner(DicomFile file, ProtectionOptions options, Pseudonyms pseudonyms)
    {
        _options = options;
        _pseudonyms = pseudonyms;
        _subsets = [.. options.Audiences.Select(audience => audience.Attributes).Where(attributes => !attributes.IsAllProtected)];
        _source = new SourceObject(file);
        _pixels = PlanPixels();
        _repeated = RepeatedTags(file);
        _overlaysToRemove = [.. OverlaysToRemove(file, options.Profile)];
        _largeWithActions = [.. LargeWithActions()];
        _identifying = options.Profile.ClaimsBasicProfile
            ? IdentifyingValues.Collect(SmallElements(), ElementsWhere(location => _largeWithActions.Contains(location.Offset)), options.Profile)
            : IdentifyingValues.None;
        _privateBlocks = PrivateBlocks.Of(ElementsForOptions());
        _deidentifier = new ElementDeidentifier(new DeidentificationContext
        {
            Profile = options.Profile,
            Actions = new ActionResolver(options.Profile, _source.ReadUid(Tags.SOPClassUID)),
            Pseudonyms = pseudonyms,
            Identifying = _identifying,
            Descriptors = DescriptorCleaner.Learn(ElementsForOptions(), options.Profile),
            Dates = pseudonyms.ShiftFor(PatientOf(_source)),
            DocumentType = file.Find(Tags.EncapsulatedDocument) is { ValueLength: > 0 } ? _source.ReadUid(Tags.MIMETypeOfEncapsulatedDocument) : null,
            PrivateBlocks = _privateBlocks,
            PrivateDeclarations = PrivateDeclarations.Of(ElementsForOptions()),
        });
    }

    private DicomFile File => _source.File;

    /// <summary>Makes the plan. Reads headers and small values; writes nothing.</summary>
    /// <exception cref="ProtectionException">The object is a DICOMDIR, deflated in an encoding that no Transfer Syntax has, already protected where that is refused, or too large.</exception>
    public static ProtectionPlan Plan(DicomFile file, ProtectionOptions options, Pseudonyms pseudonyms, CancellationToken cancellationToken)
    {
        RefuseDirectory(file);
        RefuseUnknownSyntax(file);
        return new ProtectionPlanner(file, options, pseudonyms).Plan(cancellationToken);
    }

    private ProtectionPlan Plan(CancellationToken cancellationToken)
    {
        NoteAlreadyProtected();
        NoteWhoCanRestore();
        PlannedElement[] elements = new PlannedElement[File.Elements.Count];
        long encrypted = 0;
        for (int ordinal = 0; ordinal < elements.Length; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsDecidedLast(File.Elements[ordinal].Tag)) elements[ordinal] = Plan(ordinal, ref encrypted);
        }

        PlanWhatIsDecidedLast(elements, ref encrypted);

        string sopInstanceUid = EnsureSopInstanceUid(elements);
        AddDeidentificationAttributes();
        return new ProtectionPlan
        {
            Source = File,
            TransferSyntax = OutputTransferSyntax(),
            Elements = RemoveWhatIsWrittenAnew(elements),
            Written = StableOrder.ByTag(WrittenElements(), element => element.Tag),
            Pixels = _pixels,
            Copies = [.. CopiesFor(elements)],
            SopInstanceUid = sopInstanceUid,
            SopClassUid = WrittenUid(Tags.SOPClassUID) ?? _source.ReadUid(Tags.SOPClassUID),
            Warnings = _warnings,
        };
    }

    /// <summary>Decides one element, and puts what replaces it into <see cref="_written"/>.</summary>
    private PlannedElement Plan(int ordinal, ref long encrypted)
    {
        ElementLocation location = File.Elements[ordinal];
        if (_pixels?.Location.Tag == location.Tag) return RemovePixels(location, ordinal, ref encrypted);
        if (location.Tag == Tags.SpecificCharacterSet) return Keep(location, ordinal, ref encrypted);
        if (MustGo(location.Tag)) return Remove(location, ordinal, ref encrypted);
        if (IsNamed(location.Tag) && _options.Profile.ActionOf(location.Tag) is null) return Remove(location, ordinal, ref encrypted);
        if (!NeedsLook(location)) return Keep(location, ordinal, ref encrypted);

        RequireWithinLimit(location, encrypted);
        DataElement element = _source.Load(ordinal);
        DataElement? deidentified = _deidentifier.Deidentify(element);
        if (ReferenceEquals(element, deidentified)) return Keep(location, ordinal, ref encrypted);
        if (deidentified is not null) Write(deidentified);
        return Remove(location, ordinal, ref encrypted);
    }

    private PlannedElement Keep(in ElementLocation location, int ordinal, ref long encrypted)
    {
        bool isStrangeSet = location.Tag == Tags.SpecificCharacterSet && IsStrangeSet(location, ordinal);
        bool isUnknown = File.Encoding.IsExplicit && location.Vr is null;
        if (!isStrangeSet && !isUnknown && !_repeated.Contains(location.Tag)) return new KeptElement(location, ordinal, BulkData.IsBulk(location));

        // PS3.5 7.1: a tag occurs once. The first occurrence stays, written anew; all of them travel in the record.
        RequireWithinLimit(location, encrypted);
        Write(isStrangeSet ? AsCharacterSet(ordinal) : _source.Load(ordinal));
        return isStrangeSet ? RemoveLoose(location, ordinal, ref encrypted) : Remove(location, ordinal, ref encrypted);
    }

    private void Write(DataElement element)
    {
        if (!_written.ContainsKey(element.Tag)) _written[element.Tag] = new WrittenElement(element.Tag, DataElementWriter.Write(WithKnownVr(element), File.Encoding));
    }

    /// <summary>
    /// The element with a VR that PS3.5 knows. With another one, or none among explicit elements, a reader may take the whole output to be
    /// in another encoding than it states, and the original would not come back.
    /// </summary>
    private DataElement WithKnownVr(DataElement element)
    {
        if (!File.Encoding.IsExplicit || element.Vr is not null) return element;
        if (element.Items is { } items) return new DataElement(element.Tag, items);
        return element.HasUndefinedLength ? element : new DataElement(element.Tag, ValueRepresentation.UN, element.Value);
    }

    private RemovedElement Remove(in ElementLocation location, int ordinal, ref long encrypted)
    {
        RequireWithinLimit(location, encrypted);
        ReadOnlyMemory<byte> bytes = File.ReadElement(location);
        Tag tag = location.Tag;
        if (!ProtectedAttribute.IsAllowed(tag) || _source.Conversion.TryToExplicitLittleEndian(bytes, File.Encoding) is not { } converted)
            return RemoveLoose(location, ordinal, ref encrypted);

        encrypted += location.Length;
        DataElement element = _source.Load(ordinal, converted), even = EvenLength.Pad(element);
        bool isOdd = !ReferenceEquals(element, even), isLoose = isOdd || _repeated.Contains(tag);
        if (isOdd) converted = DataElementWriter.Write(even, DataSetEncoding.ExplicitLittleEndian);
        return new RemovedElement(location, ordinal, isLoose ? bytes : default, new ProtectedAttribute(tag, converted), isLoose);
    }

    /// <summary>Whether an element goes whatever its value is.</summary>
    private bool MustGo(Tag tag) =>
        tag.IsGroupLength // It would be wrong in the output, and in ten real files it already is (exactness, rule 6).
        || tag.IsItemOrDelimitation
        || tag.Group < 0x0008
        || tag == Tags.EncryptedAttributesSequence
        || _overlaysToRemove.Contains(tag.Group);

    private WrittenElement[] WrittenElements()
    {
        WrittenElement[] written = new WrittenElement[_written.Count];
        int count = 0;
        foreach ((_, WrittenElement element) in _written) written[count++] = element;
        return written;
    }

    /// <summary>The tags that occur more than once, which PS3.5 7.1 forbids.</summary>
    private static HashSet<Tag> RepeatedTags(DicomFile file)
    {
        HashSet<Tag> repeated = [], seen = [];
        if (file.IsAscending) return repeated;
        foreach (ElementLocation element in file.Elements)
        {
            if (!seen.Add(element.Tag)) repeated.Add(element.Tag);
        }

        return repeated;
    }

    /// <summary>Whether an element has an action, or may hold something that has one.</summary>
    private bool NeedsLook(in ElementLocation location)
    {
        ConfidentialityAction? action = _options.Profile.ActionOf(location.Tag);
        if (action == ConfidentialityAction.CleanPrivate && IsLargeAndSafe(location)) return LargeValueSearch.Contains(File, location, _identifying);
        if (action is not null) return true;
        if (BulkData.CarriesTheImage(location.Tag) && location.Tag.Group != 0x5400) return false;
        if (SourceObject.IsSmall(location)) return true;

        return _largeWithActions.Contains(location.Offset) || LargeValueSearch.Contains(File, location, _identifying);
    }

    private bool HasAction(Tag tag, ValueRepresentation? vr) =>
        tag.Group < 0x0008 || vr == ValueRepresentation.PN || _options.Profile.ActionOf(tag) is not null;

    private bool IsNamed(Tag tag) =>
        _subsets.Length > 0 && Array.Exists(_subsets, subset => subset.Contains(tag)) && tag != Tags.SpecificCharacterSet && tag != Tags.SOPClassUID;

    /// <summary>What the options learn from. Without options there is nothing to learn.</summary>
    private IEnumerable<DataElement> ElementsForOptions() => _options.Profile.Options == ProfileOptions.None ? [] : SmallElements();

    private IEnumerable<DataElement> SmallElements() => ElementsWhere(location => SourceObject.IsSmall(location));

    private IEnumerable<DataElement> ElementsWhere(Func<ElementLocation, bool> condition)
    {
        for (int ordinal = 0; ordinal < File.Elements.Count; ordinal++)
        {
            if (condition(File.Elements[ordinal])) yield return _source.Load(ordinal);
        }
    }

    /// <summary>The places of the elements too large to be looked at that hold something that has an action.</summary>
    private IEnumerable<long> LargeWithActions()
    {
        foreach (ElementLocation location in File.Elements)
        {
            if (IsLargeWithActions(location)) yield return location.Offset;
        }
    }

    /// <summary>Whether an element too large to be looked at holds something that has an action. It is searched where it lies.</summary>
    private bool IsLargeWithActions(in ElementLocation location)
    {
        if (SourceObject.IsSmall(location) || (BulkData.CarriesTheImage(location.Tag) && location.Tag.Group != 0x5400)) return false;
        if (!MayHoldItems(location) || !ItemLocator.AnyNested(File, location, HasAction)) return false;
        RequireWithinLimit(location, encrypted: 0);
        return true;
    }

    private bool MayHoldItems(in ElementLocation location)
    {
        if (location.HasUndefinedLength || location.Vr == ValueRepresentation.SQ || DataDictionary.VrOf(location.Tag) == ValueRepresentation.SQ) return true;
        Span<byte> start = stackalloc byte[4];
        bool isUnknown = location.Vr is not { } vr || vr == ValueRepresentation.UN;
        return isUnknown && ItemLocator.BeginsWithItem(start[..File.DataSetSource.Read(location.ValueOffset, start)]);
    }

    private void RequireWithinLimit(in ElementLocation location, long encrypted)
    {
        if (encrypted + location.Length <= _options.EncryptedContentLimit && location.Length <= int.MaxValue / 2) return;
        throw new ProtectionException(
            $"What is to be encrypted is larger than the limit of {_options.EncryptedContentLimit} octets, at {location.Tag}.", location.Tag);
    }

    private static bool IsOverlay(Tag tag) => (tag.Group & 0xFF01) == 0x6000;
}
