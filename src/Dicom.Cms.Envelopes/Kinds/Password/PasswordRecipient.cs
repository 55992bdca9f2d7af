namespace Dicom.Cms.Envelopes;

/// <summary>Whoever knows a password.</summary>
internal sealed class PasswordRecipient(PasswordKey password, int iterations) : Recipient
{
    private readonly PasswordKey _password = password;

    public override RecipientName Name => RecipientName.Password;

    public override int KeySizeInBits => 0;

    public override bool HasSameKeyAs(Recipient other) =>
        other is PasswordRecipient recipient && recipient._password.HasSameOctetsAs(_password);

    public override string ToString() => "password";

    internal override RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite) =>
        suite.HasKeyTransportOnly
            ? throw NotForSuite(suite, "a password")
            : new PasswordRecipientInfoWriter(_password, iterations, suite.ContentEncryption.KeyLength);
}
