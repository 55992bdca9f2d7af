using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>
/// Protects or recovers a small object for nobody, in memory, on another processor, while this one reads the command line, certificates and
/// keys. The runtime loads and links code when it runs first, a third of the time of a run over one file: the first file finds that done.
/// </summary>
internal sealed class Rehearsal : IDisposable
{
    private readonly Thread? _thread;

    private Rehearsal(Action? part)
    {
        if (part is null) return;
        try
        {
            Thread thread = new(() => Play(part));
            thread.Start();
            _thread = thread;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // Without a thread to spare there is no rehearsal.
        }
    }

    /// <summary>Begins, where the command has a part to rehearse and there is a processor to spare. Native code (AOT) is linked already.</summary>
    /// <param name="command">The first word given, if any.</param>
    public static Rehearsal Of(string? command) =>
        new(Environment.ProcessorCount < 2 || !RuntimeFeature.IsDynamicCodeSupported ? null : PartOf(command));

    /// <summary>What a command rehearses; null for nothing.</summary>
    public static Action? PartOf(string? command) => command switch
    {
        "protect" => Protect,
        "recover" => Recover,
        _ => null,
    };

    /// <summary>Waits for the end: no thread may be at work in a library when the process unloads it.</summary>
    public void Dispose() => _thread?.Join();

    private static void Play(Action part)
    {
        try
        {
            part();
        }
        catch (Exception)
        {
            // What fails here fails again in the run itself, which reports it.
        }
    }

    private static void Protect()
    {
        using Stream input = OpenObject();
        Recipient nobody = Recipient.FromKeyEncryptionKey(new byte[1], new byte[32]);
        Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(nobody).Build().Protect(input, Stream.Null);
    }

    private static void Recover()
    {
        _ = PemEncoding.TryFind("-----BEGIN A-----\nAAAA\n-----END A-----", out _); // How keys are read is compiled at each start.
        using Stream input = OpenObject();
        using RecipientKey nobody = RecipientKey.FromKeyEncryptionKey(new byte[1], new byte[32]);
        Reidentifier.WithKeys(nobody).Recover(input, Stream.Null);
    }

    /// <summary>A CT image of 8 by 8 zeros and nobody, protected for the key-encryption key 00 of 32 zeros. RehearsalTests writes it anew.</summary>
    public static Stream OpenObject() => typeof(Rehearsal).Assembly.GetManifestResourceStream("Rehearsal.dcm")!;
}
