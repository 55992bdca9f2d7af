using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Encrypts the Items of one audience: each under a key of its own, or those of a study under one. For many threads.</summary>
internal sealed class ItemEncryption : IDisposable
{
    private readonly EnvelopeWriter _perInstance;
    private readonly SharedKeyEnvelopeWriter? _perStudy;

    public ItemEncryption(IReadOnlyList<Recipient> recipients, EnvelopeSuite suite, KeyScope scope)
    {
        _perInstance = new EnvelopeWriter(suite, recipients);
        _perStudy = scope == KeyScope.PerStudy ? new SharedKeyEnvelopeWriter(suite, recipients) : null;
    }

    /// <summary>Clears the keys of the studies.</summary>
    public void Dispose() => _perStudy?.Dispose();

    /// <summary>What the restoration record says of an Item: null where nobody could take its key for one of several.</summary>
    public KeyScope? ScopeOf(string studyInstanceUid) =>
        !_perInstance.Suite.UsesKeyDerivation ? null
        : _perStudy is not null && studyInstanceUid.Length > 0 ? KeyScope.PerStudy
        : KeyScope.PerInstance;

    /// <summary>The octets of the envelope around that many octets of plaintext.</summary>
    public int GetEncodedLength(int plaintextLength) => _perInstance.GetEncodedLength(plaintextLength);

    /// <summary>Encrypts a plaintext of an object of this study; the UID is empty where it has none.</summary>
    public byte[] Write(string studyInstanceUid, byte[] plaintext) =>
        ScopeOf(studyInstanceUid) == KeyScope.PerStudy ? _perStudy!.Write(studyInstanceUid, plaintext) : _perInstance.Write(plaintext);
}
