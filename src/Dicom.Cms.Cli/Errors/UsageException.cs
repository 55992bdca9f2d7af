namespace Dicom.Cms.Cli;

/// <summary>The command line, or a file it names, is wrong. Thrown before anything is written.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>What a library says of an argument, without the name of its parameter, which the caller never typed.</summary>
    public static UsageException From(ArgumentException exception, string? subject = null) =>
        new(subject is null ? ReasonOf(exception) : $"{subject}: {ReasonOf(exception)}");

    /// <summary>Makes something of a library, whose refusal of an argument is a usage error.</summary>
    public static T Translate<T>(Func<T> create, string subject)
    {
        try
        {
            return create();
        }
        catch (ArgumentException exception)
        {
            throw From(exception, subject);
        }
    }

    private static string ReasonOf(ArgumentException exception)
    {
        int suffix = exception.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return suffix < 0 ? exception.Message : exception.Message[..suffix];
    }
}
