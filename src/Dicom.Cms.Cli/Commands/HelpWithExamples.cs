using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Dicom.Cms.Cli;

/// <summary>The usual help, and below it what one would type.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly string[] s_tool =
    [
        "dicom-cms certificate create --subject \"CN=Archive\" -o archive",
        "dicom-cms protect ct.dcm -o ct.deid.dcm --recipient archive.cert.pem",
        "dicom-cms inspect ct.deid.dcm",
        "dicom-cms recover ct.deid.dcm -o ct.dcm --key archive.key.pem --certificate archive.cert.pem",
    ];

    private static readonly string[] s_protect =
    [
        "dicom-cms protect ct.dcm -o ct.deid.dcm --recipient archive.cert.pem",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --report study.ndjson",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --subset PatientID,PatientBirthDate=trial.cert.pem",
        "dicom-cms protect ct.dcm -o ct.deid.dcm --profile none --attributes PatientName,00100020 --recipient archive.cert.pem",
        "dicom-cms protect study/ -o study.anon/ --without-recovery",
    ];

    private static readonly string[] s_recover =
    [
        "dicom-cms recover ct.deid.dcm -o ct.dcm --key archive.key.pem --certificate archive.cert.pem",
        "dicom-cms recover study.deid/ -o study/ --key archive.p12 --key-password password.txt --mode original",
    ];

    private static readonly string[] s_inspect = ["dicom-cms inspect ct.deid.dcm", "dicom-cms inspect ct.deid.dcm --json"];

    private static readonly string[] s_certificate =
        ["dicom-cms certificate create --subject \"CN=Archive,O=Hospital\" -o archive --key-password password.txt"];

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in ExamplesOf(parseResult.CommandResult.Command.Name)) output.WriteLine($"  {example}");
        output.WriteLine();
        output.WriteLine("Exit code: 0 all done; 1 some inputs failed, the others are done; 2 usage error, nothing written; 130 interrupted.");
        return exitCode;
    }

    private static string[] ExamplesOf(string command) => command switch
    {
        ProtectCommand.Name => s_protect,
        RecoverCommand.Name => s_recover,
        InspectCommand.Name => s_inspect,
        CertificateCommand.Name or CertificateCommand.CreateName => s_certificate,
        _ => s_tool,
    };
}
