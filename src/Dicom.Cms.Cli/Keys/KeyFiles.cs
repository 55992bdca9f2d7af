namespace Dicom.Cms.Cli;

/// <summary>What the command line says about keys: names of files, and the IDs that go with some.</summary>
internal sealed record KeyFiles
{
    /// <summary>--key.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>--key-password, of all keys.</summary>
    public required string? KeyPassword { get; init; }

    /// <summary>--certificate.</summary>
    public required IReadOnlyList<string> Certificates { get; init; }

    /// <summary>--password.</summary>
    public required IReadOnlyList<string> Passwords { get; init; }

    /// <summary>--kek, each ID=FILE.</summary>
    public required IReadOnlyList<string> KeyEncryptionKeys { get; init; }

    /// <summary>Whether there is nothing that opens an Item.</summary>
    public bool HasNoKey => Keys.Count + Passwords.Count + KeyEncryptionKeys.Count == 0;

    /// <summary>Whether something is said of a --key and there is none.</summary>
    public bool LacksPrivateKey => Keys.Count == 0 && (Certificates.Count > 0 || KeyPassword is not null);
}
