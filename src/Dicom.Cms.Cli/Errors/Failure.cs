using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>Why an input failed: a short constant name for programs, a line for people. Holds no value of an Attribute.</summary>
internal sealed record Failure(string Kind, string Message)
{
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
        RecoveryFailure.NoMatchingRecipient => "no-matching-recipient",
        RecoveryFailure.NotAccepted => "not-accepted",
        _ => "not-authentic",
    };

    private static string OneLine(Exception exception) => DisplayText.Clean(exception.Message.ReplaceLineEndings(" "));
}
