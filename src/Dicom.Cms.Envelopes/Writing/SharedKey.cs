using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>A key for several envelopes and the RecipientInfos that hold it, made when first used.</summary>
internal sealed class SharedKey
{
    private readonly Lock _lock = new();
    private SecretOctets? _key;
    private byte[]? _recipientInfos;
    private bool _cleared;

    /// <summary>Copies the key; false where it was cleared meanwhile.</summary>
    public bool TryCopyTo(Span<byte> key, EnvelopeWriter writer, [NotNullWhen(true)] out byte[]? recipientInfos)
    {
        lock (_lock)
        {
            recipientInfos = null;
            if (_cleared) return false;

            if (_key is null)
            {
                RandomNumberGenerator.Fill(key);
                _recipientInfos = writer.EncodeRecipientInfos(key);
                _key = new SecretOctets(key);
            }

            recipientInfos = _recipientInfos!;
            return _key.TryCopyTo(key);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _cleared = true;
            _key?.Clear();
        }
    }
}
