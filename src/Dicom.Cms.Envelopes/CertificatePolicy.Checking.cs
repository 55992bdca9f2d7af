using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

public partial record CertificatePolicy
{
    /// <summary>Why the certificate is not accepted, in a sentence for people, or null.</summary>
    /// <param name="certificate">One with an RSA or EC key.</param>
    internal string? Refuse(X509Certificate2 certificate)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        bool isEc = certificate.PublicKey.Oid.Value == Oids.EcPublicKey;
        return RefusePeriod(certificate, now)
            ?? RefuseKeyUsage(certificate, isEc)
            ?? (isEc ? RefuseCurve(certificate) : RefuseRsaKeySize(certificate))
            ?? RefuseChain(certificate, now);
    }

    private string? RefusePeriod(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (CertificateValidity.TryOf(certificate) is not { } validity) return "The certificate's validity is malformed.";

        return now > validity.NotAfter && !AllowExpired ? $"The certificate expired on {Format(validity.NotAfter)}."
            : now < validity.NotBefore && !AllowNotYetValid ? $"The certificate is not valid before {Format(validity.NotBefore)}."
            : null;
    }

    // RFC 5280 4.2.1.3; without the extension every usage is allowed.
    private string? RefuseKeyUsage(X509Certificate2 certificate, bool isEc)
    {
        if (AllowAnyKeyUsage) return null;

        (X509KeyUsageFlags needed, string name) =
            isEc ? (X509KeyUsageFlags.KeyAgreement, "keyAgreement") : (X509KeyUsageFlags.KeyEncipherment, "keyEncipherment");
        try
        {
            foreach (X509KeyUsageExtension usage in certificate.Extensions.OfType<X509KeyUsageExtension>())
            {
                // .NET decodes the extension when it is asked for the usages.
                if ((usage.KeyUsages & needed) == 0) return $"The certificate's KeyUsage ({usage.KeyUsages}) does not allow {name}.";
            }
        }
        catch (CryptographicException)
        {
            return "The certificate's KeyUsage is malformed.";
        }

        return null;
    }

    private string? RefuseRsaKeySize(X509Certificate2 certificate)
    {
        try
        {
            using RSA? key = certificate.GetRSAPublicKey();
            return key is null ? "The certificate holds no RSA key."
                : key.KeySize < MinimumRsaKeySize || key.KeySize > RsaRecipient.MaxKeySizeInBits
                    ? $"The certificate's RSA key has {key.KeySize} bits; "
                        + $"{MinimumRsaKeySize} to {RsaRecipient.MaxKeySizeInBits} are accepted."
                : null;
        }
        catch (CryptographicException)
        {
            return "The certificate's RSA key is malformed.";
        }
    }

    private string? RefuseCurve(X509Certificate2 certificate) =>
        EllipticCurve.Of(certificate.PublicKey) is { } curve && _curves.Contains(curve)
            ? null
            : $"The certificate's EC key is on none of the curves {string.Join(", ", _curves)}.";

    private string? RefuseChain(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (_chain is null) return null;

        using X509Chain chain = new() { ChainPolicy = _chain.Clone() };
        if (_chain.VerificationTimeIgnored) chain.ChainPolicy.VerificationTime = ClampToPeriod(now, certificate).UtcDateTime;
        try
        {
            if (chain.Build(certificate)) return null;

            // The flags alone: the texts beside them are in the language of the machine.
            IEnumerable<X509ChainStatusFlags> problems = chain.ChainStatus.Select(status => status.Status).Distinct();
            return $"The certificate's chain is not accepted: {string.Join(", ", problems)}.";
        }
        catch (CryptographicException)
        {
            return "The certificate's chain could not be built.";
        }
        finally
        {
            foreach (X509ChainElement element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    // Outside its period only where that is allowed; to judge it then by today would take the allowance back. To OpenSSL
    // the last second of the period is no part of it.
    private DateTimeOffset ClampToPeriod(DateTimeOffset now, X509Certificate2 certificate)
    {
        Debug.Assert(RefusePeriod(certificate, now) is null);
        CertificateValidity validity = CertificateValidity.TryOf(certificate)!;
        return now > validity.NotAfter ? validity.NotAfter.AddSeconds(-1)
            : now < validity.NotBefore ? validity.NotBefore
            : now;
    }

    private static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
