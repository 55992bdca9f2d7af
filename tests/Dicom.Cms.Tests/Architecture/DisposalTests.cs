using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

/// <summary>What was disposed throws on every use: a key that is gone never does something else than it did.</summary>
public sealed class DisposalTests
{
    private static readonly byte[] s_object = RecoverySamples.Image();

    private static readonly byte[] s_protected = Roundtrip.Protect(s_object);

    private static readonly byte[] s_forRegistry = Roundtrip.Protect(
        s_object,
        Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Registry).Build());

    private static readonly EnvelopeSuite s_derived = EnvelopeSuite.Authenticated.WithKeyDerivation();

    // A new disposable type, or a new member of one, needs a line here: how it is used, or that it stays usable.
    private static readonly DisposableType[] s_types =
    [
        DisposableType.Of("PseudonymKey", PseudonymKey.Create)
            .Throws(nameof(PseudonymKey.Export), key => key.Export())
            .Throws("in a builder", key => Unrecoverable().WithPseudonymKey(key))
            .Throws("in a builder with recovery", key => Roundtrip.Builder().WithPseudonymKey(key)),

        DisposableType.Of("RecipientKey of an RSA key", () => RecoveryKeys.Nameless("rsa2048"), UseKey),
        DisposableType.Of("RecipientKey of a certificate", () => RecoveryKeys.Named("rsa2048"), UseKey),
        DisposableType.Of(
            "RecipientKey of the caller's RSA", () => RecipientKey.FromRsa(RecoveryKeys.ArchiveCertificate.GetRSAPrivateKey()!), UseKey),
        DisposableType.Of("RecipientKey of an EC key", NewEcKey, UseKey),
        DisposableType.Of("RecipientKey of a key-encryption key", () => RecipientKey.FromKeyEncryptionKey("id"u8, new byte[16]), UseKey),
        DisposableType.Of("RecipientKey of a password", () => RecipientKey.FromPassword("secret"), UseKey),
        DisposableType.Of("RecipientKey of a key service", () => new CountingKeyService().NewKey(), UseKey),

        DisposableType.Of("SharedKeyEnvelopeWriter", () => new SharedKeyEnvelopeWriter(s_derived, [RecoveryKeys.Archive]))
            .Throws(nameof(SharedKeyEnvelopeWriter.Write), writer => writer.Write("group", "x"u8))
            .Throws(nameof(SharedKeyEnvelopeWriter.GetEncodedLength), writer => writer.GetEncodedLength(1))
            .Keeps(nameof(SharedKeyEnvelopeWriter.Suite)),

        DisposableType.Of("Deidentifier", () => Roundtrip.Builder().Build(), UseDeidentifier),
        DisposableType.Of("Deidentifier without recovery", () => Unrecoverable().Build(), UseDeidentifier),
        DisposableType.Of(
            "Deidentifier with keys of studies",
            () => Roundtrip.Builder(s_derived).WithKeyScope(KeyScope.PerStudy).Build(), UseDeidentifier),

        DisposableType.Of("ByteSource of memory", () => ByteSource.FromMemory(s_object), UseSource),
        DisposableType.Of("ByteSource of a stream", () => ByteSource.FromStream(new BufferedStream(new MemoryStream(s_object))), UseSource),
        DisposableType.Of(
            "ByteSource of a long stream",
            () => ByteSource.FromStream(new OneWayStream(new MemoryStream(new byte[2 << 20]), isReadable: true)), UseSource),
        DisposableType.Of("ByteSource of a file", () => ByteSource.OpenFile(typeof(DisposalTests).Assembly.Location), UseSource),
        DisposableType.Of("ByteSource of an output", () => Output().Source, UseSource),

        DisposableType.Of("DicomObject", () => DicomObject.Read(s_object), UseObject),
        DisposableType.Of("DicomObject in memory", Output, UseObject),
    ];

    public static TheoryData<string> Names => [.. s_types.Select(type => type.Name)];

    [Fact]
    public void PublicTypes_EachDisposable_IsListedWithAllItsMembers()
    {
        Type[] ofEveryLibrary = [typeof(Deidentifier), typeof(Tag), typeof(Envelope), typeof(PixelRectangle)];
        Type[] disposable =
        [
            .. ofEveryLibrary.SelectMany(type => type.Assembly.GetExportedTypes())
                .Where(type => typeof(IDisposable).IsAssignableFrom(type) || typeof(IAsyncDisposable).IsAssignableFrom(type)),
        ];

        disposable.Should().Contain([typeof(PseudonymKey), typeof(RecipientKey), typeof(Deidentifier)]);
        foreach (Type type in disposable)
        {
            string[] members = [.. MembersOf(type).Distinct()];
            HashSet<string> listed = [.. s_types.Where(listed => listed.Type == type).SelectMany(listed => listed.Members)];
            members.Where(member => !listed.Contains(member)).Should().BeEmpty("each use of a disposed {0} is decided here", type.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dispose_EachUseAfterwards_ThrowsObjectDisposedException(string name)
    {
        DisposableType type = s_types.Single(type => type.Name == name);
        foreach ((string use, Action<IDisposable> action) in type.Uses)
        {
            using (IDisposable inUse = type.Make())
                FluentActions.Invoking(() => action(inUse)).Should().NotThrow<ObjectDisposedException>("{0} works before", use);

            IDisposable disposed = type.Make();
            disposed.Dispose();
            disposed.Dispose();
            FluentActions.Invoking(() => action(disposed)).Should().Throw<ObjectDisposedException>(use);
        }
    }

    [Fact]
    public void WithPseudonymKey_KeyDisposedAfterwards_ChangesNothing()
    {
        byte[] octets = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        using PseudonymKey kept = PseudonymKey.FromBytes(octets);
        string expected = UidUnder(Roundtrip.Builder().WithPseudonymKey(kept));

        DeidentifierRecoveryBuilder builder;
        using (PseudonymKey gone = PseudonymKey.FromBytes(octets)) builder = Roundtrip.Builder().WithPseudonymKey(gone);

        UidUnder(builder).Should().Be(expected).And.NotBe(UidUnder(Roundtrip.Builder()));
    }

    [Fact]
    public void Dispose_OfADeidentifier_LeavesOthersOfTheSameBuilderAlone()
    {
        using PseudonymKey key = PseudonymKey.Create();
        DeidentifierRecoveryBuilder builder = Roundtrip.Builder(s_derived).WithKeyScope(KeyScope.PerStudy).WithPseudonymKey(key);
        string expected = UidUnder(builder);
        using Deidentifier other = builder.Build();

        builder.Build().Dispose();

        UidOf(Roundtrip.Protect(s_object, other)).Should().Be(expected);
        UidUnder(builder).Should().Be(expected);
        key.Export().Should().HaveCount(PseudonymKey.Length);
    }

    [Fact]
    public void WithCertificate_OneOfTwoKeysDisposed_TheOtherOpens()
    {
        using RecipientKey bare = RecoveryKeys.Nameless("rsa2048");
        using RecipientKey named = bare.WithCertificate(RecoveryKeys.ArchiveCertificate);

        bare.Dispose();

        Roundtrip.Recover(s_protected, named).Output.Should().Equal(s_object);
    }

    private static IEnumerable<string> MembersOf(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => member.DeclaringType != typeof(object) && member is PropertyInfo or MethodInfo { IsSpecialName: false })
        .Select(member => member.Name)
        .Where(name => name is not (nameof(ToString) or nameof(IDisposable.Dispose) or nameof(GetType) or nameof(Equals)
            or nameof(GetHashCode)));

    private static DeidentifierBuilder Unrecoverable() => Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery();

    private static string UidUnder(DeidentifierRecoveryBuilder builder)
    {
        using Deidentifier deidentifier = builder.Build();
        return UidOf(Roundtrip.Protect(s_object, deidentifier));
    }

    private static string UidOf(byte[] protectedObject)
    {
        using DicomObject file = DicomObject.Read(protectedObject);
        return SourceObject.ReadUid(file, Tags.SOPInstanceUID);
    }

    private static DicomObject Output() => Roundtrip.ForArchive.Protect(DicomObject.Read(s_object)).Object;

    private static RecipientKey NewEcKey()
    {
        using ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return RecipientKey.FromPem(key.ExportPkcs8PrivateKeyPem());
    }

    private static DisposableType<RecipientKey> UseKey(DisposableType<RecipientKey> type) => type
        .Throws(nameof(RecipientKey.HasCertificate), key => _ = key.HasCertificate)
        .Throws(nameof(RecipientKey.KeySizeInBits), key => _ = key.KeySizeInBits)
        .Throws(nameof(RecipientKey.Matches), key => key.Matches(RecoveryKeys.ArchiveCertificate))
        .Throws(nameof(RecipientKey.WithCertificate), key =>
            Ignoring<ArgumentException>(() => key.WithCertificate(RecoveryKeys.ArchiveCertificate).Dispose()))
        .Throws("to open", key => Ignoring<RecoveryException>(() => Roundtrip.Recover(s_protected, key)))
        .Throws("to open what is for nobody here", key => Ignoring<RecoveryException>(
            () => Roundtrip.Recover(s_forRegistry, key)));

    private static DisposableType<Deidentifier> UseDeidentifier(DisposableType<Deidentifier> type) => type
        .Throws(nameof(Deidentifier.Protect), deidentifier => Roundtrip.Protect(s_object, deidentifier))
        .Throws("in memory", deidentifier => deidentifier.Protect(DicomObject.Read(s_object)))
        .Throws("files", deidentifier => Ignoring<IOException>(() => deidentifier.Protect("nowhere.dcm", "never.dcm")))
        .Throws("files of a batch", deidentifier => Ignoring<IOException>(() =>
        {
            using OutputBatch batch = new();
            deidentifier.Protect("nowhere.dcm", "never.dcm", batch, CancellationToken.None);
        }))
        .Throws(nameof(Deidentifier.ProtectFilesAsync), deidentifier => deidentifier.ProtectFilesAsync([]))
        .Throws(nameof(Deidentifier.ProtectAsync), deidentifier =>
            deidentifier.ProtectAsync(DicomObject.Read(s_object)).GetAwaiter().GetResult())
        .Throws("streams later", deidentifier =>
            deidentifier.ProtectAsync(new MemoryStream(s_object), new MemoryStream()).GetAwaiter().GetResult())
        .Throws("files later", deidentifier =>
            Ignoring<IOException>(() => deidentifier.ProtectAsync("nowhere.dcm", "never.dcm").GetAwaiter().GetResult()));

    private static DisposableType<ByteSource> UseSource(DisposableType<ByteSource> type) => type
        .Throws(nameof(ByteSource.Read), source => source.Read(0, new byte[8]))
        .Throws(nameof(ByteSource.ReadRange), source => source.ReadRange(0, 8))
        .Throws(nameof(ByteSource.TryGetMemory), source => source.TryGetMemory(0, 8, out _))
        .Keeps(nameof(ByteSource.Length), nameof(ByteSource.Locate));

    private static DisposableType<DicomObject> UseObject(DisposableType<DicomObject> type) => type
        .Throws(nameof(DicomObject.Source), file => _ = file.Source)
        .Throws(nameof(DicomObject.DataSetSource), file => _ = file.DataSetSource)
        .Throws(nameof(DicomObject.DataSetSuffix), file => _ = file.DataSetSuffix)
        .Throws(nameof(DicomObject.DeflatedSuffix), file => _ = file.DeflatedSuffix)
        .Throws(nameof(DicomObject.ReadElement), file => file.ReadElement(file.Elements[0]))
        .Throws(nameof(DicomObject.ReadValue), file => file.ReadValue(file.Elements[0]))
        .Throws("to protect", file => Roundtrip.ForArchive.Protect(file))
        .Keeps(
            nameof(DicomObject.Encoding), nameof(DicomObject.TransferSyntax), nameof(DicomObject.DeclaredTransferSyntax),
            nameof(DicomObject.IsDeflated), nameof(DicomObject.PrefixLength), nameof(DicomObject.HasPart10Marker),
            nameof(DicomObject.MetaElements), nameof(DicomObject.Elements), nameof(DicomObject.IsAscending), nameof(DicomObject.Find));

    private static void Ignoring<TException>(Action action)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException)
        {
            // What else is wrong with the sample does not matter here.
        }
    }
}
