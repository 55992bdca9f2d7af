using System.Security.Cryptography;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Benchmarks;

/// <summary>The suites, each with its 256-bit key.</summary>
public enum SuiteUnderTest
{
    Authenticated,
    AuthenticatedDerived,
    Oaep,
    OaepDerived,
    Conformant,
}

/// <summary>What a suite is made of.</summary>
internal static class SuiteParts
{
    public static EnvelopeSuite ToSuite(this SuiteUnderTest suite) => suite switch
    {
        SuiteUnderTest.Authenticated => EnvelopeSuite.Authenticated,
        SuiteUnderTest.AuthenticatedDerived => EnvelopeSuite.Authenticated.WithKeyDerivation(),
        SuiteUnderTest.Oaep => EnvelopeSuite.Oaep,
        SuiteUnderTest.OaepDerived => EnvelopeSuite.Oaep.WithKeyDerivation(),
        _ => EnvelopeSuite.Conformant,
    };

    public static RSAEncryptionPadding Padding(this SuiteUnderTest suite) =>
        suite == SuiteUnderTest.Conformant ? RSAEncryptionPadding.Pkcs1 : RSAEncryptionPadding.OaepSHA256;

    public static bool IsGcm(this SuiteUnderTest suite) => suite.ToSuite().IsAuthenticated;

    public static bool IsDerived(this SuiteUnderTest suite) => suite.ToSuite().UsesKeyDerivation;
}
