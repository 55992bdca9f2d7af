namespace Dicom.Cms.Envelopes;

/// <summary>Whoever knows a password.</summary>
internal sealed class PasswordRecipient(PasswordKey password, int iterations) : Recipient
{
    public override int KeySizeInBits => 0;

    public override string ToString() => "password";

    internal override RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite) =>
        suite.HasKeyTransportOnly
            ? throw NotForSuite(suite, "a password")
            : new PasswordRecipientInfoWriter(password, iterations, suite.ContentEncryption.KeyLength);
}
