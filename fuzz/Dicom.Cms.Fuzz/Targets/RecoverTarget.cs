using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// Recovery of a protected object: the object is mutated, the envelope in its Item, or the plaintext, which is then encrypted anew so
/// that the mutation reaches the restoration record. Whatever says it is the original is one of the originals.
/// </summary>
internal sealed class RecoverTarget : FuzzTarget
{
    private static readonly RecoveryPolicy s_accepting = new()
    {
        AcceptMismatchedBinding = true,
        Envelopes = EnvelopePolicy.Default with { MaxPasswordIterations = 8 }
    };

    private readonly StubKeys _keys = new();
    private readonly FixedEnvelope _envelope;
    private readonly Reidentifier[] _reidentifiers;
    private readonly HashSet<string> _originals = [];
    private readonly ProtectedSeed[] _seeds;
    private readonly DataSetMutation _objects;
    private readonly DataSetMutation _plaintexts;
    private readonly BerMutation _envelopes;
    private readonly byte[][] _files;

    public RecoverTarget()
    {
        _envelope = new FixedEnvelope(_keys.Certificate);
        Reidentifier reidentifier = Reidentifier.WithKeys(_keys.All)
            .With(RecoveryPolicy.Default with { Envelopes = s_accepting.Envelopes });
        _reidentifiers =
        [
            reidentifier, reidentifier.With(s_accepting), reidentifier.InMode(RecoveryMode.Standard),
            reidentifier.With(s_accepting).InMode(RecoveryMode.Standard), reidentifier.InMode(RecoveryMode.OriginalOnly),
                reidentifier.With(s_accepting),
        ];

        _files = [.. SeedFiles.Read(".dcm", "protected", "crafted")];
        _seeds = [.. _files.Select(file => ProtectedSeed.TryRead(file, _keys.All)).OfType<ProtectedSeed>()];
        foreach (ProtectedSeed seed in _seeds) AddOriginal(seed.Object.Bytes);
        _objects = new DataSetMutation(_seeds.Select(seed => seed.Object));
        _plaintexts = new DataSetMutation(_seeds.Select(seed => seed.Plaintext));
        _envelopes = new BerMutation(_seeds.Select(seed => seed.Envelope));
        _keys.Freeze();
    }

    public override string Name => "recover";

    public override int Share => 8;

    public override int Passes => 4;

    public override byte[] CreateInput(FuzzRandom random)
    {
        if (random.OneIn(16)) return RawMutation.Mutate(random.Pick(_files), _files, random);

        ProtectedSeed seed = random.Pick(_seeds);
        switch (random.Next(8))
        {
            case 0 or 1:
                return seed.Object.Encode(_objects.Next(seed.Object, random));
            case 2:
                return seed.WithContent(seed.Object.CloneElements(), _envelopes.Next(seed.Envelope, random));
            case 3:
                return seed.WithContent(_objects.Next(seed.Object, random), Seal(Mutated(seed, random), random));
            default:
                return seed.WithContent(seed.Object.CloneElements(), Seal(Mutated(seed, random), random));
        }
    }

    public override string Execute(byte[] input)
    {
        uint choice = Choose(input);
        Reidentifier reidentifier = _reidentifiers[choice % (uint)_reidentifiers.Length];
        try
        {
            using MemoryStream output = new();
            RecoveryResult result = Recover(reidentifier, input, output, fromStream: choice % 5 == 0);
            Require(!result.IsOriginal || result.Warnings.Any(warning => warning.Code == "PixelsNotBound")
                || IsOriginal(output.ToArray()), "What is called original is an original.");
            return result.Outcome.ToString();
        }
        catch (Exception failure) when (failure is DicomFormatException or EnvelopeFormatException or RecoveryException)
        {
            return Refused(failure, failure is RecoveryException { Failure: var kind } ? kind.ToString() : "malformed");
        }
    }

    private static RecoveryResult Recover(Reidentifier reidentifier, byte[] input, MemoryStream output, bool fromStream)
    {
        if (fromStream) return reidentifier.Recover(new MemoryStream(input), output);
        using DicomObject file = DicomObject.Read(input);
        (DicomObject recovered, RecoveryResult result) = reidentifier.Recover(file);
        using (recovered) output.Write(recovered.Source.ReadRange(0, (int)recovered.Source.Length).Span);
        return result;
    }

    private byte[] Mutated(ProtectedSeed seed, FuzzRandom random)
    {
        byte[] plaintext = ElementNodeWriter.Write(_plaintexts.Next(seed.Plaintext, random), seed.Plaintext.Encoding);
        return random.OneIn(10) ? RawMutation.Mutate(plaintext, _files, random) : plaintext;
    }

    private byte[] Seal(byte[] plaintext, FuzzRandom random) =>
        random.OneIn(4) ? _envelope.Unauthenticated(plaintext) : _envelope.Authenticated(plaintext);

    private void AddOriginal(byte[] protectedObject)
    {
        using MemoryStream output = new();
        try
        {
            if (_reidentifiers[0].Recover(new MemoryStream(protectedObject), output).IsOriginal) _originals.Add(NameOf(output.ToArray()));
        }
        catch (RecoveryException)
        {
            // Made to be refused.
        }
    }

    private bool IsOriginal(byte[] recovered) => _originals.Contains(NameOf(recovered));

    /// <summary>The inflated data set of a deflated file, for its stream may differ.</summary>
    private static string NameOf(byte[] bytes)
    {
        using DicomObject file = DicomObject.Read(bytes);
        return file.IsDeflated
            ? Convert.ToHexString(bytes.AsSpan(0, (int)file.PrefixLength))
                + Convert.ToHexString(file.DataSetSource.ReadRange(0, (int)file.DataSetSource.Length).Span)
            : Convert.ToHexString(bytes);
    }
}
