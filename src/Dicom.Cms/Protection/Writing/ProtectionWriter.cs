using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Carries a plan out: what stays is copied as bytes, what is protected is encrypted. The pixels are copied and tagged in one pass, and
/// the head, which holds their tags in its encrypted part, is written last.
/// </summary>
internal sealed class ProtectionWriter
{
    private readonly ProtectionPlan _plan;
    private readonly ProtectionOptions _options;
    private readonly IReadOnlyList<BulkValue> _bulkValues;
    private readonly OriginalLayout? _layout;
    private readonly EncryptedItem[] _items;

    private ProtectionWriter(ProtectionPlan plan, ProtectionOptions options, IReadOnlyList<ItemEncryption> encryptions)
    {
        _plan = plan;
        _options = options;
        bool hasLayout = options.WritesRestorationRecord && options.Audiences.Any(audience => audience.Attributes.IsAllProtected);
        _bulkValues = hasLayout ? ProtectionRecordBuilder.BulkValuesOf(plan, options.BindsPixels) : [];
        _layout = hasLayout ? ProtectionRecordBuilder.Build(plan, _bulkValues, options.BindsPixels) : null;
        _items = new EncryptedItem[encryptions.Count];
        for (int i = 0; i < _items.Length; i++) _items[i] = NewItem(options.Audiences[i], encryptions[i]);
    }

    /// <summary>Writes the protected object, proves that the original comes back from it, and hands it over.</summary>
    /// <exception cref="ProtectionException">The original would not come back: a defect of this library. Nothing is written.</exception>
    public static void Write(
        ProtectionPlan plan, ProtectionOptions options, IReadOnlyList<ItemEncryption> encryptions, OutputTarget target,
        CancellationToken cancellationToken)
    {
        ProtectionWriter writer = new(plan, options, encryptions);
        if (plan.TransferSyntax.IsDeflated) writer.WriteDeflated(target, cancellationToken);
        else writer.WritePlain(target, cancellationToken);
        target.Commit();
    }

    private EncryptedItem NewItem(Audience audience, ItemEncryption encryption)
    {
        string studyInstanceUid = SourceObject.ReadUid(_plan.Source, Tags.StudyInstanceUID);
        RestorationRecord? record = !_options.WritesRestorationRecord ? null : new RestorationRecord
        {
            BoundSopInstanceUid = _plan.SopInstanceUid,
            Purpose = _options.Purpose,
            KeyScope = encryption.ScopeOf(studyInstanceUid),
            Original = audience.Attributes.IsAllProtected ? _layout : null,
        };
        EncryptedAttributesDataSet dataSet = new(_plan.AttributesOf(audience.Attributes), record);
        return new EncryptedItem(dataSet, encryption, studyInstanceUid, _plan.TransferSyntax);
    }

    private void WritePlain(OutputTarget target, CancellationToken cancellationToken)
    {
        byte[] prefix = FileMetaInformation.Write(_plan.SopClassUid, _plan.SopInstanceUid, _plan.TransferSyntax);
        List<OutputPart> parts = BuildParts(prefix);
        WriteAndProve(target.Open(OutputWriter.LengthOf(parts)), parts, cancellationToken);
    }

    private void WriteDeflated(OutputTarget target, CancellationToken cancellationToken)
    {
        // Deflate cannot leave room for a head that is written last, so the data set is made apart first.
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
        OutputWriter.TryWrite(output, parts, BulkBinding.Computing(_layout?.BulkKey ?? default), cancellationToken);
        if (_items.Length == 0) return;

        byte[][] plaintexts = Array.ConvertAll(_items, item => item.DataSet.Encode());
        try
        {
            WriteEncrypted(output, parts, plaintexts);
            ProtectionProof.RequireOriginal(output, _items, plaintexts);
        }
        finally
        {
            foreach (byte[] plaintext in plaintexts) CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Fills the room reserved. Each Item is encrypted when its turn comes, so that no two of them are in memory.</summary>
    private void WriteEncrypted(OutputBuffer output, List<OutputPart> parts, byte[][] plaintexts)
    {
        int reserved = parts.FindIndex(part => part is ReservedPart);
        long start = OutputWriter.LengthOf(parts.Take(reserved)), position = start;
        using StagedOutput staged = new(output);
        foreach (ReadOnlyMemory<byte> piece in EncryptedAttributesSequence.Write(_items, plaintexts, _plan.Encoding))
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
        DataSetEncoding encoding = _plan.Encoding;
        List<ElementParts> elements = [];
        int bulk = 0;
        foreach (PlannedElement element in _plan.Elements)
        {
            if (element is not KeptElement kept) continue;
            BulkValue? value = kept.IsBulk && _bulkValues.Count > 0 ? _bulkValues[bulk++] : null;
            elements.Add(new ElementParts(kept.Tag, OriginalAssembly.PartsOf(_plan.Source.DataSetSource, kept.Location, value)));
        }

        foreach (WrittenElement element in _plan.Written) elements.Add(new ElementParts(element.Tag, element.Bytes));
        if (_plan.Pixels is { } pixels) elements.Add(new ElementParts(pixels.Location.Tag, pixels.PartsOf(_plan.Source)));
        if (_items.Length > 0)
        {
            int length = EncryptedAttributesSequence.GetLength(_items, encoding);
            elements.Add(new ElementParts(Tags.EncryptedAttributesSequence, [new ReservedPart(length)]));
        }

        List<OutputPart> parts = [new BytesPart(prefix)];
        foreach (ElementParts element in StableOrder.ByTag([.. elements], element => element.Tag)) parts.AddRange(element.Parts);
        return parts;
    }
}
