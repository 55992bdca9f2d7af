namespace Dicom.Cms.Fuzz;

/// <summary>A part of the library that takes hostile octets. One object serves all threads.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Values of the seeds' Attributes that must not show in a message.</summary>
    private static readonly string[] s_secrets = ["Doe^J", "PAT-0815", "ACC-4711"];

    public abstract string Name { get; }

    /// <summary>How many of a hundred executions over all targets are this one's.</summary>
    public abstract int Share { get; }

    /// <summary>How often an execution takes the whole input into memory.</summary>
    public virtual int Passes => 1;

    /// <summary>The input of one iteration.</summary>
    public abstract byte[] CreateInput(FuzzRandom random);

    /// <summary>Feeds an input to the library.</summary>
    /// <returns>How it ended, to be counted.</returns>
    /// <exception cref="Exception">Any exception is a finding.</exception>
    public abstract string Execute(byte[] input);

    /// <summary>How a documented exception is counted; looks whether its message gives a value away.</summary>
    protected static string Refused(Exception failure, string kind)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            foreach (string secret in s_secrets)
            {
                if (cause.Message.Contains(secret, StringComparison.Ordinal)) throw new PropertyException("A message holds a value.",
                    failure);
            }
        }

        return kind;
    }

    protected static void Require(bool condition, string property)
    {
        if (!condition) throw new PropertyException(property);
    }

    /// <summary>FNV-1a: what of an input decides about modes, so that a saved input is run in the same ones.</summary>
    protected static uint Choose(ReadOnlySpan<byte> input)
    {
        uint hash = 2166136261;
        foreach (byte octet in input) hash = (hash ^ octet) * 16777619;
        return hash ^ (hash >> 15);
    }
}

/// <summary>What must hold does not.</summary>
internal sealed class PropertyException(string property, Exception? cause = null) : Exception(property, cause);
