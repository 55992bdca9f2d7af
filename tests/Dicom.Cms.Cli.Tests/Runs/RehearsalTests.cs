using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli.Tests;

/// <summary>What the tool does while it reads its command line.</summary>
public sealed class RehearsalTests
{
    private static readonly byte[] s_key = new byte[32], s_keyIdentifier = new byte[1];

    [Theory]
    [InlineData("protect")]
    [InlineData("recover")]
    public void PartOf_CommandThatWorksOnFiles_Succeeds(string command)
    {
        Action part = Rehearsal.PartOf(command)!;

        Assert.Null(Record.Exception(part)); // In the tool a failure is silent, and the first file slow.
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("--help")]
    [InlineData(null)]
    public void PartOf_AnythingElse_IsNothing(string? command) => Assert.Null(Rehearsal.PartOf(command));

    // After a change of what is written: DICOM_CMS_WRITE_DOCS=1 dotnet test tests/Dicom.Cms.Cli.Tests --filter OpenObject_OfTheTool_IsProtectedAsTheToolDoes
    [Fact]
    public void OpenObject_OfTheTool_IsProtectedAsTheToolDoes()
    {
        using Stream present = Rehearsal.OpenObject();
        using RecipientKey key = RecipientKey.FromKeyEncryptionKey(s_keyIdentifier, s_key);
        using MemoryStream original = new(), anew = new();

        RecoveryResult result = Reidentifier.WithKeys(key).Recover(present, original);

        result.Outcome.Should().Be(RecoveryOutcome.Original);
        original.Position = 0;
        Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(Recipient.FromKeyEncryptionKey(s_keyIdentifier, s_key)).Build()
            .Protect(original, anew);
        if (Environment.GetEnvironmentVariable("DICOM_CMS_WRITE_DOCS") is not null) File.WriteAllBytes(PathOfObject(), anew.ToArray());
        TagsOf(anew).Should().Equal(TagsOf(present), "the tool would write the object so today");
    }

    private static Tag[] TagsOf(Stream stream)
    {
        stream.Position = 0;
        using ByteSource source = ByteSource.FromStream(stream);
        using DicomFile file = DicomFile.Read(source);
        return [.. file.Elements.Select(element => element.Tag)];
    }

    private static string PathOfObject()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dicom.Cms.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src/Dicom.Cms.Cli/Runs/Rehearsal.dcm");
    }
}
