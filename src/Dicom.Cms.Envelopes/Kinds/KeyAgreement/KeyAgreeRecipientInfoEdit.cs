namespace Dicom.Cms.Envelopes;

/// <summary>Takes recipients out of a kari, which may have several. RFC 5652 6.2.2.</summary>
internal static class KeyAgreeRecipientInfoEdit
{
    /// <summary>The kari without the RecipientEncryptedKeys of these; every other octet but the lengths around stays.</summary>
    /// <param name="encoded">The kari as it stands. Somebody else is left in it.</param>
    /// <param name="isRemoved">Whom to take out.</param>
    public static byte[] Remove(ReadOnlyMemory<byte> encoded, Func<RecipientIdentifier, bool> isRemoved)
    {
        BerReader reader = new(encoded);
        BerReader kari = reader.ReadSequence("kari", RecipientInfo.Tag(1));
        BerFrame outer = BerFrame.Of(0, kari, reader);
        kari.ReadInt32("version");
        kari.ReadEncodedValue("originator");
        if (kari.HasTag(RecipientInfo.Tag(1))) kari.ReadEncodedValue("ukm");
        kari.ReadEncodedValue("keyEncryptionAlgorithm");
        int start = kari.Position;
        BerReader keys = kari.ReadSequence("recipientEncryptedKeys");
        BerFrame inner = BerFrame.Of(start, keys, kari);

        List<BerEdit> edits = [];
        while (keys.HasData)
        {
            int keyStart = keys.Position;
            if (isRemoved(RecipientEncryptedKey.Read(ref keys).Recipient)) edits.Add(new BerEdit(keyStart, keys.Position, default));
        }

        return BerSplice.Replace(encoded.Span, [outer, inner], edits);
    }
}
