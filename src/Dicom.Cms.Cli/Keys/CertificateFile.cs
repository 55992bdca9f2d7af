using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Cli;

/// <summary>CERT: certificates in PEM, DER or PKCS#12.</summary>
internal static class CertificateFile
{
    /// <summary>All certificates of a file, in its order. The caller disposes them.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds none.</exception>
    public static X509Certificate2Collection Read(string path, Password? password = null)
    {
        using SecretFile file = SecretFile.Read(path); // A PKCS#12 file holds a private key.
        X509Certificate2Collection certificates = [];
        try
        {
            if (IsOnePemCertificate(file.Bytes))
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(file.Bytes));
                return certificates;
            }

            switch (TypeOf(file.Bytes))
            {
                case X509ContentType.Pkcs12:
                    ReadOnlySpan<char> letters = password is null ? default : password.Letters;
                    certificates.AddRange(X509CertificateLoader.LoadPkcs12Collection(file.Bytes, letters, StorageFlags));
                    break;
                case X509ContentType.Cert when !IsPem(file.Bytes):
                    certificates.Add(X509CertificateLoader.LoadCertificate(file.Bytes));
                    break;
                default:
                    AddPem(certificates, file.Bytes);
                    break;
            }
        }
        catch (CryptographicException) when (TypeOf(file.Bytes) == X509ContentType.Pkcs12)
        {
            throw new UsageException(
                $"{path}: the PKCS#12 file is broken, or its password is another; openssl pkcs12 -nokeys takes the certificate out");
        }
        catch (CryptographicException)
        {
            throw new UsageException($"{path}: no certificate in PEM, DER or PKCS#12");
        }

        return certificates.Count > 0 ? certificates : throw new UsageException($"{path}: {DescribeMissing(file.Bytes)}");
    }

    /// <summary>Ephemeral: keys never reach a key store on disk. macOS has no such thing.</summary>
    public static X509KeyStorageFlags StorageFlags =>
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;

    private static void AddPem(X509Certificate2Collection certificates, ReadOnlySpan<byte> bytes)
    {
        if (SecretFile.Decode(bytes) is not { } text) return;
        certificates.ImportFromPem(text);
        text.AsSpan().Clear();
    }

    private static X509ContentType TypeOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return X509Certificate2.GetCertContentType(bytes);
        }
        catch (CryptographicException)
        {
            return X509ContentType.Unknown;
        }
    }

    // The case of nearly every run, which needs no search for other forms. A search costs 3 % of the instructions that protect one file.
    private static bool IsOnePemCertificate(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> begin = "-----BEGIN CERTIFICATE-----"u8;
        return bytes.StartsWith(begin) && bytes[begin.Length..].IndexOf("-----BEGIN "u8) < 0;
    }

    private static bool IsPem(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-----BEGIN "u8) >= 0;

    private static string DescribeMissing(ReadOnlySpan<byte> bytes) => bytes.IndexOf("PRIVATE KEY-----"u8) >= 0
        ? "a private key, not a certificate"
        : "no certificate in PEM, DER or PKCS#12";
}
