using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>Protection: refused, or what recovery gives back is the input, octet for octet.</summary>
internal sealed class ProtectTarget : FuzzTarget
{
    private readonly DataSetTarget _dataSets = new();
    private readonly Deidentifier[] _deidentifiers;
    private readonly Reidentifier _reidentifier;
    private readonly Reidentifier _partial;

    public ProtectTarget()
    {
        byte[] identifier = [1], otherIdentifier = [2], key = new byte[32];
        Recipient recipient = Recipient.FromKeyEncryptionKey(identifier, key), other = Recipient.FromKeyEncryptionKey(otherIdentifier, key);
        using PseudonymKey pseudonyms = PseudonymKey.FromBytes(key);
        Deidentifier Build(ConfidentialityProfile profile, EnvelopeSuite suite) => Deidentifier.WithProfile(profile)
            .Encrypt(AttributeSet.AllProtected).For(recipient)
            .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientName, Tags.SpecificCharacterSet)).For(other).With(suite)
                .WithPseudonymKey(pseudonyms).Build();

        ConfidentialityProfile everything = ConfidentialityProfile.Basic with
        {
            Options = ProfileOptions.RetainSafePrivate | ProfileOptions.RetainLongitudinalModifiedDates | ProfileOptions.CleanDescriptors
                | ProfileOptions.CleanStructuredContent | ProfileOptions.CleanGraphics | ProfileOptions.RetainPatientCharacteristics,
        };
        _deidentifiers =
        [
            Build(ConfidentialityProfile.Basic, EnvelopeSuite.Authenticated),
            Build(ConfidentialityProfile.Basic, EnvelopeSuite.Oaep),
            Build(everything, EnvelopeSuite.Authenticated),
            Build(ConfidentialityProfile.Basic with { Options = ProfileOptions.RetainUids }, EnvelopeSuite.Authenticated),
            Build(ConfidentialityProfile.Only(AttributeSet.Of(Tags.PatientName, Tags.SpecificCharacterSet)), EnvelopeSuite.Authenticated),
        ];
        _reidentifier = Reidentifier.WithKeys(RecipientKey.FromKeyEncryptionKey(identifier, key));
        _partial = Reidentifier.WithKeys(RecipientKey.FromKeyEncryptionKey(otherIdentifier, key));
    }

    public override string Name => "protect";

    public override int Share => 2;

    public override int Passes => 16;

    public override byte[] CreateInput(FuzzRandom random) => _dataSets.CreateInput(random);

    public override string Execute(byte[] input)
    {
        using MemoryStream protectedObject = new(), recovered = new();
        try
        {
            _deidentifiers[Choose(input) % _deidentifiers.Length].Protect(new MemoryStream(input), protectedObject);
        }
        catch (Exception failure) when (failure is DicomFormatException or ProtectionException)
        {
            if (failure.Message.Contains("defect of Dicom.Cms", StringComparison.Ordinal)) throw new PropertyException(failure.Message,
                failure);
            return Refused(failure, "refused");
        }

        protectedObject.Position = 0;
        _partial.Recover(protectedObject, Stream.Null);

        protectedObject.Position = 0;
        RecoveryResult result = _reidentifier.Recover(protectedObject, recovered);
        Require(result.IsOriginal, "What was protected comes back as the original.");
        if (recovered.ToArray().AsSpan().SequenceEqual(input)) return "original";

        // Only a deflate stream may differ.
        using DicomObject left = DicomObject.Read(input), right = DicomObject.Read(recovered.ToArray());
        Require(left.IsDeflated && right.IsDeflated, "The original is the input.");
        Require(DataSetOf(left).SequenceEqual(DataSetOf(right)), "The inflated original is the inflated input.");
        return "original, deflated";
    }

    private static ReadOnlySpan<byte> DataSetOf(DicomObject file) => file.DataSetSource.ReadRange(0, (int)file.DataSetSource.Length).Span;
}
