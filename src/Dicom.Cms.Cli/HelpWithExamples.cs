using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

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
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --option retain-longitudinal-modified-dates --option clean-descriptors",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --password escrow.txt --kek 0A1B=hospital.kek",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --trust hospital-ca.pem",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --key-scope study",
        "dicom-cms protect study/ -o study.anon/ --without-recovery --names uid",
    ];

    private static readonly string[] s_recover =
    [
        "dicom-cms recover ct.deid.dcm -o ct.dcm --key archive.key.pem --certificate archive.cert.pem",
        "dicom-cms recover study.deid/ -o study/ --key archive.p12 --key-password password.txt --mode original",
        "dicom-cms recover study.deid/ -o study/ --password escrow.txt",
    ];

    private static readonly string[] s_rewrap =
    [
        "dicom-cms rewrap study.deid/ -o study.new/ --key old.key.pem --certificate old.cert.pem --add new.cert.pem --remove old.cert.pem",
        "dicom-cms rewrap ct.deid.dcm -o ct.shared.dcm --key archive.p12 --key-password password.txt --add partner.cert.pem",
        "dicom-cms rewrap study.deid/ -o study.new/ --key archive.key.pem --replace-all --add new.cert.pem --add trustee.cert.pem --escrow trustee.cert.pem",
    ];

    private static readonly string[] s_inspect = ["dicom-cms inspect ct.deid.dcm", "dicom-cms inspect ct.deid.dcm --json"];

    private static readonly string[] s_certificate =
    [
        "dicom-cms certificate create --subject \"CN=Archive,O=Hospital\" -o archive --key-password password.txt",
        "dicom-cms certificate create --subject \"CN=Archive,O=Hospital\" -o archive --ec p384",
    ];

    private static readonly string[] s_verify =
    [
        "dicom-cms verify study.deid/ --key archive.key.pem --certificate archive.cert.pem",
        "dicom-cms verify ct.deid.dcm --option clean-descriptors --report findings.ndjson",
    ];

    private static readonly string[] s_key =
    [
        "dicom-cms key create -o pseudonyms.key",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --pseudonym-key pseudonyms.key",
    ];

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in ExamplesOf(PathOf(parseResult.CommandResult))) output.WriteLine($"  {example}");
        output.WriteLine();
        output.WriteLine("Exit code: 0 all done; 1 some inputs failed, the others are done, or verify found something; 2 usage error, nothing written; 130 interrupted.");
        return exitCode;
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent ? parent.Command.Name : result.Command.Name;

    private static string[] ExamplesOf(string command) => command switch
    {
        VerifyCommand.Name => s_verify,
        KeyCommand.Name => s_key,
        ProtectCommand.Name => s_protect,
        RecoverCommand.Name => s_recover,
        RewrapCommand.Name => s_rewrap,
        InspectCommand.Name => s_inspect,
        CertificateCommand.Name => s_certificate,
        _ => s_tool,
    };
}
