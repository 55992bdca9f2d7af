namespace Dicom.Cms.Envelopes;

/// <summary>One content-encryption key to decrypt.</summary>
public sealed class KeyTransportRequest
{
    internal KeyTransportRequest(ReadOnlyMemory<byte> encryptedKey, KeyTransportAlgorithm algorithm)
    {
        EncryptedKey = encryptedKey;
        Algorithm = algorithm;
    }

    /// <summary>The encryptedKey as it stands in the envelope; of any length, for it has not been looked at.</summary>
    public ReadOnlyMemory<byte> EncryptedKey { get; }

    /// <summary>How it is encrypted.</summary>
    public KeyTransportAlgorithm Algorithm { get; }
}
