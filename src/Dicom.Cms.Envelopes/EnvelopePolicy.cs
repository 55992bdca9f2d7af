namespace Dicom.Cms.Envelopes;

/// <summary>Which envelopes are opened at all. Checked before a private key is touched. Immutable.</summary>
/// <remarks>
/// | policy            | content                              | key transport                      |
/// |-------------------|--------------------------------------|------------------------------------|
/// | Default           | AES-GCM, AES-CBC, DES-EDE3-CBC       | RSAES-OAEP, RSAES-PKCS1-v1_5       |
/// | AuthenticatedOnly | AES-GCM, in AuthEnvelopedData        | RSAES-OAEP, RSAES-PKCS1-v1_5       |
/// | OaepOnly          | AES-GCM, AES-CBC, DES-EDE3-CBC       | RSAES-OAEP                         |
/// </remarks>
public sealed class EnvelopePolicy
{
    private readonly bool _unauthenticated;
    private readonly bool _pkcs1;

    private EnvelopePolicy(string name, bool unauthenticated, bool pkcs1)
    {
        Name = name;
        _unauthenticated = unauthenticated;
        _pkcs1 = pkcs1;
    }

    /// <summary>Everything this library can read, for what others wrote.</summary>
    public static EnvelopePolicy Default { get; } = new("default", unauthenticated: true, pkcs1: true);

    /// <summary>Only contents that cannot be changed unnoticed.</summary>
    public static EnvelopePolicy AuthenticatedOnly { get; } = new("authenticated only", unauthenticated: false, pkcs1: true);

    /// <summary>No RSAES-PKCS1-v1_5, whose padding tells too much.</summary>
    public static EnvelopePolicy OaepOnly { get; } = new("OAEP only", unauthenticated: true, pkcs1: false);

    /// <summary>The name for people.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Why such content is not accepted, or null.</summary>
    internal string? Refuse(ContentEncryption content) =>
        content.IsAuthenticated || _unauthenticated
            ? null
            : $"The content is encrypted with {content.Name}, which does not authenticate it; only authenticated content is accepted.";

    /// <summary>Why such key transport is not accepted, or null.</summary>
    internal string? Refuse(KeyTransportAlgorithm keyTransport) =>
        keyTransport.IsOaep || _pkcs1 ? null : $"The key is encrypted with {keyTransport.Name}; only RSAES-OAEP is accepted.";
}
