using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>An Item that a key opened.</summary>
/// <param name="Item">The Item as it stands.</param>
/// <param name="Envelope">Its envelope.</param>
/// <param name="DataSet">What it holds.</param>
/// <param name="Plaintext">The octets it was decoded from, cleared in the end.</param>
/// <param name="IsAuthenticated">Whether its encryption detects changes by itself.</param>
internal sealed record OpenedItem(
    SequenceItem Item, Envelope Envelope, EncryptedAttributesDataSet DataSet, byte[] Plaintext, bool IsAuthenticated)
{
    /// <summary>Its restoration record; null in an Item of other software.</summary>
    public RestorationRecord? Record => DataSet.Record;
}

/// <summary>The Items of an object, and those of them that were opened. Disposing clears the plaintexts.</summary>
/// <param name="all">All Items of the sequence, in their order.</param>
internal sealed class OpenedItems(IReadOnlyList<SequenceItem> all) : IDisposable
{
    private readonly List<OpenedItem> _items = [];

    /// <summary>All Items of the sequence, opened or not.</summary>
    public IReadOnlyList<SequenceItem> All => all;

    /// <summary>The Items opened, in their order.</summary>
    public IReadOnlyList<OpenedItem> Items => _items;

    /// <summary>Whether a key opened an Item whose record is damaged or of another version, or that holds no data set.</summary>
    public bool HasInvalid { get; private set; }

    public void AddInvalid() => HasInvalid = true;

    public void Add(OpenedItem item) => _items.Add(item);

    public void Dispose()
    {
        foreach (OpenedItem item in _items) CryptographicOperations.ZeroMemory(item.Plaintext);
    }
}
