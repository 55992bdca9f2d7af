using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Xml.Linq;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>
/// The examples in the XML documentation of all libraries, compiled as they stand and run. Like the README's programs they find ct.dcm,
/// the certificates and the keys, and besides ct.deid.dcm, which the archive can open.
/// </summary>
public sealed class ExampleTests(ReadmeFolder folder) : IClassFixture<ReadmeFolder>
{
    private static readonly string[] Libraries = ["Dicom.Cms", "Dicom.Cms.Data", "Dicom.Cms.Envelopes", "Dicom.Cms.Imaging"];

    private static readonly string[] Usings =
        [.. Libraries, "System.Security.Cryptography", "System.Security.Cryptography.X509Certificates"];

    [Fact]
    public void Examples_OfTheTypesToStartWith_AreThere() => Examples().Select(example => example.Member).Should().Contain(
    [
        "T:Dicom.Cms.Deidentifier", "T:Dicom.Cms.Reidentifier", "T:Dicom.Cms.Rewrapper", "T:Dicom.Cms.ProtectionVerifier",
        "T:Dicom.Cms.ProtectedObject", "T:Dicom.Cms.PseudonymKey", "T:Dicom.Cms.RecoveryPolicy", "T:Dicom.Cms.Envelopes.Recipient",
        "T:Dicom.Cms.Envelopes.RecipientKey",
    ]);

    [Fact]
    public async Task Examples_AsTheyStand_CompileAndRun()
    {
        (string Member, string Code)[] examples = [.. Examples()];
        StringBuilder program = new();
        program.AppendLine("#pragma warning disable CS1998, CS8321"); // An example may have nothing to await.
        for (int i = 0; i < examples.Length; i++)
        {
            program.AppendLine($"public static class Example{i} {{ public static async Task Run() {{");
            program.AppendLine($"#line 1 \"{examples[i].Member}\"").AppendLine(folder.Move(examples[i].Code));
            program.AppendLine("#line hidden").AppendLine("} }");
        }

        string library = folder.Compile(program.ToString(), "examples", "library", Usings);

        AssemblyLoadContext context = new("examples", isCollectible: true);
        Assembly assembly = context.LoadFromAssemblyPath(library);
        for (int i = 0; i < examples.Length; i++)
        {
            await ProtectAsync();
            MethodInfo run = assembly.GetType($"Example{i}")!.GetMethod("Run")!;
            Func<Task> running = () => (Task)run.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [], culture: null)!;
            await running.Should().NotThrowAsync("the example of {0} runs", examples[i].Member);
        }

        context.Unload();
        (await File.ReadAllBytesAsync(folder.PathOf("ct.recovered.dcm"))).Should().Equal(
            await File.ReadAllBytesAsync(folder.PathOf("ct.dcm")));
    }

    private Task<ProtectionResult> ProtectAsync() => Deidentifier
        .WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(Recipient.FromEncodedCertificate(File.ReadAllBytes(folder.PathOf("archive.cert.pem"))))
        .Build()
        .ProtectAsync(folder.PathOf("ct.dcm"), folder.PathOf("ct.deid.dcm"));

    private static IEnumerable<(string Member, string Code)> Examples() => Libraries
        .Select(library => XDocument.Load(Path.Combine(AppContext.BaseDirectory, library + ".xml")))
        .SelectMany(document => document.Descendants("member"))
        .SelectMany(member => member.Elements("example").Elements("code")
            .Select(code => (member.Attribute("name")!.Value, code.Value)));
}
