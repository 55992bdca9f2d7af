using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>The options that name keys, which `recover`, `rewrap` and `verify` have in common.</summary>
internal sealed class KeyArguments(string purpose)
{
    private readonly Option<string[]> _keys = OptionFactory.Texts(
        "--key", "FILE",
        $"A private RSA or EC key: PKCS#8, plain or encrypted, PKCS#1 or SEC 1, in PEM or DER; or PKCS#12{purpose}. Repeatable.");

    private readonly Option<string?> _keyPassword = OptionFactory.Text(
        "--key-password", "FILE", "The file that holds the password of the keys.");

    private readonly Option<string[]> _certificates = OptionFactory.Texts(
        "--certificate", "CERT", "A certificate of a key, in PEM, DER or PKCS#12; which key it belongs to is found out. Repeatable.");

    private readonly Option<string[]> _passwords = OptionFactory.Texts(
        "--password", "FILE", "The file that holds a password of an Item, one trailing newline apart. Repeatable.");

    private readonly Option<string[]> _keyEncryptionKeys = OptionFactory.Texts(
        "--kek",
        "ID=FILE",
        "A symmetric key of 16, 24 or 32 octets, as it is or in hexadecimal digits, and its hexadecimal ID. Repeatable.");

    public void AddTo(Command command)
    {
        command.Options.Add(_keys);
        command.Options.Add(_keyPassword);
        command.Options.Add(_certificates);
        command.Options.Add(_passwords);
        command.Options.Add(_keyEncryptionKeys);
    }

    public KeyFiles Read(ParseResult words) => new()
    {
        Keys = words.GetRequiredValue(_keys),
        KeyPassword = words.GetValue(_keyPassword),
        Certificates = words.GetRequiredValue(_certificates),
        Passwords = words.GetRequiredValue(_passwords),
        KeyEncryptionKeys = words.GetRequiredValue(_keyEncryptionKeys),
    };
}
