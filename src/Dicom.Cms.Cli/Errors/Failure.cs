using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>Why an input failed: a short constant name for programs, a line for people. Holds no value of an Attribute.</summary>
internal sealed record Failure(string Kind, string Message)
{
    private const string NotDicom = "This is not a DICOM file.";

    /// <summary>Why a file whose name holds other octets cannot be read.</summary>
    public const string NotUtf8 =
        "The name of the file or of a folder around it is not valid UTF-8. .NET cannot open such files; rename it.";

    /// <summary>Puts what happened to an input into words.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="inputPath">The input, which says more: whether it is DICOM at all, and whether its name can be used.</param>
    public static Failure Of(Exception exception, string inputPath) => exception switch
    {
        DicomFormatException when !DicomShape.IsSeenIn(inputPath) => new Failure("dicom-format", NotDicom),
        FileNotFoundException or DirectoryNotFoundException when IsNotUtf8(inputPath) => new Failure("io", NotUtf8),
        _ => Of(exception),
    };

    /// <summary>Whether a name holds octets that are not UTF-8: .NET shows each as U+FFFD, and finds no file of that name.</summary>
    public static bool IsNotUtf8(string path) => path.Contains('\uFFFD');

    /// <summary>Puts an exception into words. One that nobody foresaw is named by its type alone: its text could hold anything.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        DicomFormatException => new Failure("dicom-format", OneLine(exception)),
        EnvelopeFormatException => new Failure("envelope-format", $"Encrypted Content is no CMS envelope: {OneLine(exception)}"),
        FileSetException => new Failure("file-set", OneLine(exception)),
        ProtectionException => new Failure("protection", OneLine(exception)),
        RecoveryException recovery => new Failure(KindOf(recovery.Failure), OneLine(exception)),
        OutputExistsException => new Failure("output-exists", OneLine(exception)),
        UnauthorizedAccessException or IOException => new Failure("io", OneLine(exception)),
        _ => new Failure("internal", $"internal error ({exception.GetType().Name})"),
    };

    private static string KindOf(RecoveryFailure failure) => failure switch
    {
        RecoveryFailure.NoMatchingRecipient or RecoveryFailure.NotProtected => "no-matching-recipient",
        RecoveryFailure.NotAccepted => "not-accepted",
        _ => "not-authentic",
    };

    private static string OneLine(Exception exception) => TagKeywords.AddTo(DisplayText.Clean(exception.Message.ReplaceLineEndings(" ")));
}
