using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Carries a plan out: what stays is copied as bytes, what is protected is encrypted. The pixels are copied and tagged in one pass, and
/// the Items, which hold their tags, are written last.
/// </summary>
internal sealed class ProtectionWriter
{
    private readonly ProtectionPlan _plan;
    private readonly ProtectedItems _items;

    private ProtectionWriter(ProtectionPlan plan, ProtectedItems items)
    {
        _plan = plan;
        _items = items;
    }

    /// <summary>Writes the protected object, proves that the original comes back from it, and hands it over.</summary>
    /// <exception cref="ProtectionException">The original would not come back: a defect of this library. Nothing is written.</exception>
    public static void Write(
        ProtectionPlan plan, ProtectionOptions options, IReadOnlyList<ItemEncryption> encryptions, OutputTarget target,
        CancellationToken cancellationToken)
    {
        ProtectionWriter writer = new(plan, ProtectedItems.LayOut(plan, options, encryptions));
        if (plan.TransferSyntax.IsDeflated) writer.WriteDeflated(target, cancellationToken);
        else writer.WritePlain(target, cancellationToken);
        target.Commit();
    }

    private void WritePlain(OutputTarget target, CancellationToken cancellationToken)
    {
        byte[] prefix = FileMetaInformation.Write(_plan.SopClassUid, _plan.SopInstanceUid, _plan.TransferSyntax);
        List<OutputPart> parts = BuildParts(prefix);
        WriteAndProve(target.Open(OutputWriter.LengthOf(parts)), parts, cancellationToken);
    }

    private void WriteDeflated(OutputTarget target, CancellationToken cancellationToken)
    {
        // Deflate cannot leave room for Items that are written last, so the data set is made apart first.
        byte[] plainPrefix = FileMetaInformation.Write(_plan.SopClassUid, _plan.SopInstanceUid, TransferSyntax.ExplicitLittleEndian);
        List<OutputPart> parts = BuildParts(plainPrefix);
        using OutputBuffer plain = OutputBuffer.InTemporaryFile();
        WriteAndProve(plain, parts, cancellationToken);

        using ByteSource source = plain.AsSource();
        byte[] prefix = FileMetaInformation.Write(_plan.SopClassUid, _plan.SopInstanceUid, _plan.TransferSyntax);
        OutputPart dataSet = new CopyPart(source, plainPrefix.Length, source.Length - plainPrefix.Length);
        DeflatedOutput.Write(target.Open(source.Length), prefix, [dataSet], suffix: default, cancellationToken);
    }

    private void WriteAndProve(OutputBuffer output, List<OutputPart> parts, CancellationToken cancellationToken)
    {
        OutputWriter.TryWrite(output, parts, BulkBinding.Computing(_items.BindingKeys), cancellationToken);
        if (_items.Items.Length == 0) return;

        byte[]?[] plaintexts = new byte[]?[_items.Items.Length];
        try
        {
            WriteEncrypted(output, parts, plaintexts);
            ProtectionProof.RequireOriginal(output, plaintexts!, _plan.Source);
        }
        finally
        {
            foreach (byte[]? plaintext in plaintexts) CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Fills the room reserved.</summary>
    private void WriteEncrypted(OutputBuffer output, List<OutputPart> parts, byte[]?[] plaintexts)
    {
        int reserved = parts.FindIndex(part => part is ReservedPart);
        long start = OutputWriter.LengthOf(parts.Take(reserved)), position = start;
        using StagedOutput staged = new(output);
        foreach (ReadOnlyMemory<byte> piece in EncryptedAttributesSequence.Write(_items.Items, _items.Encrypt(plaintexts), _plan.Encoding))
        {
            staged.Write(position, piece.Span);
            position += piece.Length;
        }

        staged.Flush();
        if (position - start != parts[reserved].Length)
            throw new InvalidOperationException("The encrypted part is not as long as was computed.");
    }

    /// <summary>
    /// The output from first to last byte: elements in clear and written ones by tag, with room for (0400,0500) among them.
    /// </summary>
    private List<OutputPart> BuildParts(byte[] prefix)
    {
        Dictionary<Tag, BulkValue> bulks = _items.BulkValues.ToDictionary(bulk => bulk.Tag);
        List<ElementParts> elements = [];
        foreach (PlannedElement element in _plan.Elements)
        {
            if (element is not KeptElement kept) continue;
            BulkValue? value = kept.IsBulk ? bulks.GetValueOrDefault(kept.Tag) : null;
            elements.Add(new ElementParts(kept.Tag, kept.Cleaned is { } cleaned
                ? cleaned.PartsOf(_plan.Encoding, value)
                : OriginalAssembly.PartsOf(_plan.Source.DataSetSource, kept.Location, value)));
        }

        foreach (WrittenElement element in _plan.Written) elements.Add(new ElementParts(element.Tag, element.Bytes));
        if (_plan.Pixels is { } pixels)
        {
            Tag tag = pixels.Location.Tag;
            elements.Add(new ElementParts(tag, pixels.PartsOf(_plan.Source, bulks.GetValueOrDefault(tag))));
        }

        if (_items.Items.Length > 0)
        {
            int length = EncryptedAttributesSequence.GetLength(_items.Items, _plan.Encoding);
            elements.Add(new ElementParts(Tags.EncryptedAttributesSequence, [new ReservedPart(length)]));
        }

        List<OutputPart> parts = [new BytesPart(prefix)];
        foreach (ElementParts element in StableOrder.ByTag([.. elements], element => element.Tag)) parts.AddRange(element.Parts);
        return parts;
    }
}
